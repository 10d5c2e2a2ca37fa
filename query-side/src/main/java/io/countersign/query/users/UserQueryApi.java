package io.countersign.query.users;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.query.PagingParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Users")
@RestController
class UserQueryApi {
    private final UserView view;

    UserQueryApi(UserView view) {
        this.view = view;
    }

    @Operation(summary = "List all users, newest first")
    @PagingParameters
    @GetMapping("/api/users")
    ResponseEntity<List<UserRow>> list(HttpServletRequest request, Caller caller) {
        caller.mustHave(Permission.READ_USERS);
        Parameters parameters = Parameters.of(request);
        Paging paging = parameters.paging();
        parameters.done();
        return view.list(paging).answer(request);
    }
}
