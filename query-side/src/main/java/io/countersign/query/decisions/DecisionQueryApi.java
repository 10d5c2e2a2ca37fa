package io.countersign.query.decisions;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import io.countersign.query.PagingParameters;
import io.countersign.query.names.TenantNames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Decisions")
@RestController
class DecisionQueryApi {
    private final DecisionView view;
    private final TenantNames tenants;

    DecisionQueryApi(DecisionView view, TenantNames tenants) {
        this.view = view;
        this.tenants = tenants;
    }

    @Operation(summary = "List decisions, newest first")
    @Parameter(name = "tenant_id")
    @Parameter(name = "action", description = "auto_posted or reviewed")
    @Parameter(name = "reason", description = "A reason that applied, whether or not it was the first")
    @Parameter(name = "vendor", description = "Part of the supplier's name, as written on a statement or normalised")
    @Parameter(name = "outcome", description = "open, approved, corrected or rejected")
    @Parameter(name = "from", description = "Decided at or after this time, or on or after this day in UTC")
    @Parameter(name = "to", description = "Decided at or before this time, or on or before this day in UTC")
    @PagingParameters
    @GetMapping("/api/decisions")
    ResponseEntity<List<DecisionRow>> list(HttpServletRequest request, Caller caller) {
        caller.mustHave(Permission.READ_DECISIONS);
        Parameters parameters = Parameters.of(request);
        DecisionFilter filter = DecisionFilter.read(parameters);
        Paging paging = parameters.paging();
        parameters.done();
        if (filter.tenant() != null) {
            tenants.mustSee(filter.tenant(), Permission.READ_DECISIONS, caller);
        }
        return view.list(filter, caller.limits(Permission.READ_DECISIONS), paging)
                .answer(request);
    }

    @Operation(summary = "Read one transaction: inputs, reasons, rule and events")
    @GetMapping("/api/decisions/{tenant_id}/{txn_id}")
    DecisionDetails find(@PathVariable("tenant_id") TenantId tenant, @PathVariable("txn_id") TxnId txn, Caller caller) {
        tenants.mustSee(tenant, Permission.READ_DECISIONS, caller);
        DecisionRow row = view.find(tenant, txn)
                .orElseThrow(() ->
                        ErrorCode.DECISION_NOT_FOUND.because("Tenant %s has no transaction %s".formatted(tenant, txn)));
        DecisionInputs inputs = view.inputs(row).orElse(null);
        return new DecisionDetails(
                DecisionSummary.of(row),
                inputs,
                inputs == null ? List.of() : Explanation.of(inputs),
                inputs == null || inputs.match() == null ? null : inputs.match().rule(),
                view.story(tenant, txn));
    }
}
