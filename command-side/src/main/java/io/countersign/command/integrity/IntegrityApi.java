package io.countersign.command.integrity;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Operations")
@RestController
class IntegrityApi {
    private final IntegrityChecks checks;

    IntegrityApi(IntegrityChecks checks) {
        this.checks = checks;
    }

    @Operation(summary = "Start an integrity check of all events; read its results with GET /api/admin/integrity")
    @PostMapping("/api/admin/integrity/check")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void check(Caller caller) {
        caller.mustHave(Permission.READ_PROJECTIONS);
        checks.request();
    }
}
