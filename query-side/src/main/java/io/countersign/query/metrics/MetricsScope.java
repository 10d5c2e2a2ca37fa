package io.countersign.query.metrics;

import static io.countersign.query.sql.SqlValues.ids;

import io.countersign.policy.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tenants whose decisions are counted.
 *
 * @param tenants null for all
 * @param book    the scope of the rule book whose versions are shown
 */
record MetricsScope(Set<TenantId> tenants, String book) {
    static MetricsScope of(TenantId tenant) {
        return new MetricsScope(Set.of(tenant), tenant.value());
    }

    /** @param limits the tenants that a caller may see; empty for all */
    static MetricsScope within(Optional<Set<TenantId>> limits) {
        return new MetricsScope(limits.orElse(null), TenantId.FIRM);
    }

    /** An SQL condition on {@code tenant_id} with the parameter {@code :tenants}, written so that an index can be used. */
    String condition() {
        return tenants == null ? "true" : "tenant_id = any (:tenants)";
    }

    Map<String, Object> values() {
        return tenants == null ? Map.of() : Map.of("tenants", ids(tenants));
    }
}
