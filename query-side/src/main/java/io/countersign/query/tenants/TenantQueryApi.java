package io.countersign.query.tenants;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.TenantId;
import io.countersign.query.PagingParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tenants")
@RestController
class TenantQueryApi {
    private final TenantView view;

    TenantQueryApi(TenantView view) {
        this.view = view;
    }

    @Operation(summary = "List the tenants that the caller may see, newest first")
    @Parameter(name = "as_of", description = "Show the settings as they were at this time")
    @PagingParameters
    @GetMapping("/api/tenants")
    ResponseEntity<List<TenantRow>> list(HttpServletRequest request, Caller caller) {
        caller.mustHave(Permission.READ_TENANTS);
        Parameters parameters = Parameters.of(request);
        Instant asOf = parameters.time("as_of", true);
        Paging paging = parameters.paging();
        parameters.done();
        return view.list(caller.limits(Permission.READ_TENANTS), asOf, paging).answer(request);
    }

    @Operation(summary = "Read a tenant with its present settings, or those at a given time")
    @Parameter(name = "as_of", description = "Show the settings as they were at this time")
    @GetMapping("/api/tenants/{tenant_id}")
    ResponseEntity<TenantRow> find(
            @PathVariable("tenant_id") TenantId tenant, HttpServletRequest request, Caller caller) {
        caller.mustHave(Permission.READ_TENANTS, tenant);
        Parameters parameters = Parameters.of(request);
        Instant asOf = parameters.time("as_of", true);
        parameters.done();
        TenantRow row = view.find(tenant, asOf).orElseThrow(() -> Caller.unknown(tenant));
        return ResponseEntity.ok().eTag("\"%s\"".formatted(row.version())).body(row);
    }

    @Operation(summary = "List the changes of a tenant, newest first")
    @PagingParameters
    @GetMapping("/api/tenants/{tenant_id}/history")
    ResponseEntity<List<HistoryRow>> history(
            @PathVariable("tenant_id") TenantId tenant, HttpServletRequest request, Caller caller) {
        caller.mustHave(Permission.READ_TENANTS, tenant);
        Parameters parameters = Parameters.of(request);
        Paging paging = parameters.paging();
        parameters.done();
        if (view.find(tenant, null).isEmpty()) {
            throw Caller.unknown(tenant);
        }
        return view.history(tenant, paging).answer(request);
    }
}
