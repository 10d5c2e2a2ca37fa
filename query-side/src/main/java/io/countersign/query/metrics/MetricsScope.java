package io.countersign.query.metrics;

import static io.countersign.query.sql.SqlValues.ids;

import io.countersign.policy.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose decisions are looked at.
 *
 * @param tenants null for everyone
 * @param book    whose rule book's versions are told
 */
record Scope(Set<TenantId> tenants, String book) {
    static Scope of(TenantId tenant) {
        return new Scope(Set.of(tenant), tenant.value());
    }

    /** @param limits the tenants that a caller may see; empty for all */
    static Scope within(Optional<Set<TenantId>> limits) {
        return new Scope(limits.orElse(null), TenantId.FIRM);
    }

    /** A condition that an index can serve, on {@code tenant_id} with {@code :tenants}. */
    String condition() {
        return tenants == null ? "true" : "tenant_id = any (:tenants)";
    }

    Map<String, Object> values() {
        return tenants == null ? Map.of() : Map.of("tenants", ids(tenants));
    }
}
