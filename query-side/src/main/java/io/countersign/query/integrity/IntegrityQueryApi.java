package io.countersign.query.integrity;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Operations")
@RestController
class IntegrityQueryApi {
    private final IntegrityView view;

    IntegrityQueryApi(IntegrityView view) {
        this.view = view;
    }

    @Operation(summary = "Read the latest result of each integrity check")
    @GetMapping("/api/admin/integrity")
    List<ResultAnswer> list(Caller caller) {
        caller.mustHave(Permission.READ_PROJECTIONS);
        return view.results().stream().map(ResultAnswer::of).toList();
    }

    record ResultAnswer(
            String name, boolean ok, String checkedAt, boolean whole, long position, List<String> differences) {
        private static ResultAnswer of(IntegrityResult result) {
            return new ResultAnswer(
                    result.name(),
                    result.ok(),
                    Times.format(result.checkedAt()),
                    result.whole(),
                    result.position(),
                    result.differences());
        }
    }
}
