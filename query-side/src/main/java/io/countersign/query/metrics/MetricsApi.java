package io.countersign.query.metrics;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.platform.web.Times;
import io.countersign.query.names.TenantNames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Metrics")
@RestController
class MetricsApi {
    private final MetricsView view;
    private final TenantNames tenants;

    MetricsApi(MetricsView view, TenantNames tenants) {
        this.view = view;
        this.tenants = tenants;
    }

    @Operation(
            summary = "Read metrics of the decisions of the last days",
            description =
                    "Days are whole days in UTC, including today. Imports are not counted. The backlog, the LLM spend and"
                            + " the rule version are those of now, whatever the window.")
    @Parameter(name = "tenant_id", description = "All tenants that the caller may see by default")
    @Parameter(name = "period", description = "7d, 30d (default) or 90d")
    @Parameter(
            name = "by",
            description = "decided (default) or txn_date: assigns a decision to the day on which it was made, or"
                    + " to the date of its transaction")
    @GetMapping("/api/metrics/latest")
    Metrics latest(HttpServletRequest request, Caller caller) {
        caller.mustHave(Permission.READ_METRICS);
        Parameters parameters = Parameters.of(request);
        MetricsRequest asked = MetricsRequest.read(parameters);
        parameters.done();
        return view.latest(asked.scope(caller, tenants), asked.window(Times.today()));
    }
}
