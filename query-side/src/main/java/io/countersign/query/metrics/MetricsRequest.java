package io.countersign.query.metrics;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.TenantId;
import io.countersign.query.names.TenantNames;
import java.time.LocalDate;

/**
 * A request for metrics: whose, for which days and by which date.
 *
 * @param tenant null for all tenants that the caller may see
 */
record MetricsRequest(TenantId tenant, Period period, DateBasis by) {
    /** Reads the parameters, with defaults for absent ones. */
    static MetricsRequest read(Parameters parameters) {
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        Period period = parameters.value("period", Period::named);
        DateBasis by = parameters.constant("by", DateBasis.class);
        return new MetricsRequest(tenant, period == null ? Period.MONTH : period, by == null ? DateBasis.DECIDED : by);
    }

    /** @throws io.countersign.platform.web.Refusal not found, for a tenant that does not exist or that the caller may not see */
    MetricsScope scope(Caller caller, TenantNames tenants) {
        if (tenant == null) {
            return MetricsScope.within(caller.limits(Permission.READ_METRICS));
        }
        tenants.mustSee(tenant, Permission.READ_METRICS, caller);
        return MetricsScope.of(tenant);
    }

    Window window(LocalDate today) {
        return Window.of(period, by, today);
    }
}
