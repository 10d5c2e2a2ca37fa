package io.countersign.query.metrics;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.TenantId;
import io.countersign.query.names.TenantNames;
import java.time.LocalDate;

/**
 * Whose metrics somebody wants to see, and of which days.
 *
 * @param tenant null for all that the caller may see
 */
record Asked(TenantId tenant, Period period, By by) {
    /** With what goes without saying, where nothing was said. */
    static Asked read(Parameters parameters) {
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        Period period = parameters.value("period", Period::named);
        By by = parameters.constant("by", By.class);
        return new Asked(tenant, period == null ? Period.MONTH : period, by == null ? By.DECIDED : by);
    }

    /** @throws io.countersign.platform.web.Refusal not found, for a tenant that isn't there or not for the caller */
    Scope scope(Caller caller, TenantNames tenants) {
        if (tenant == null) {
            return Scope.within(caller.limits(Permission.READ_METRICS));
        }
        tenants.mustSee(tenant, Permission.READ_METRICS, caller);
        return Scope.of(tenant);
    }

    Window window(LocalDate today) {
        return Window.of(period, by, today);
    }
}
