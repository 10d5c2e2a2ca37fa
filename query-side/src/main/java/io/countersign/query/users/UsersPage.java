package io.countersign.query.users;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.Role;
import io.countersign.query.names.TenantNames;
import io.countersign.query.pages.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The list of users, and the page of one user with its tenants. */
@WebPage
class UsersPage {
    private final UserView view;
    private final TenantNames tenants;

    UsersPage(UserView view, TenantNames tenants) {
        this.view = view;
        this.tenants = tenants;
    }

    @GetMapping("/users")
    String list(HttpServletRequest request, Caller caller, Model model) {
        caller.mustHave(Permission.READ_USERS);
        Parameters parameters = Parameters.ofPage(request);
        Paging paging = parameters.paging();
        parameters.done();
        Map<String, String> names = tenants.names();
        Page<UserRow> page = view.list(paging);
        model.addAttribute(
                "users",
                page.rows().stream().map(user -> UserLine.of(user, names)).toList());
        model.addAttribute("next", page.cursor());
        model.addAttribute(
                "address", request.getQueryString() == null ? "/users" : "/users?" + request.getQueryString());
        model.addAttribute("roles", Role.values());
        return "users";
    }

    @GetMapping("/users/{user_id}")
    String show(@PathVariable("user_id") String userId, Caller caller, Model model) {
        caller.mustHave(Permission.READ_USERS);
        UserRow user = view.find(userId).orElseThrow(() -> ErrorCode.USER_NOT_FOUND.because("There is no such user"));
        Map<String, String> names = tenants.names();
        UserLine line = UserLine.of(user, names);
        names.keySet().removeAll(user.tenants());
        model.addAttribute("user", line);
        model.addAttribute("others", names);
        return "user";
    }
}
