package io.countersign.query.dryrun;

import static io.countersign.query.sql.SqlValues.ids;
import static io.countersign.query.sql.SqlValues.time;

import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The decisions that a dry-run evaluates.
 *
 * @param tenants whose decisions; null for all tenants
 * @param from    the earliest decision time, inclusive; null for no bound
 * @param to      the latest decision time, inclusive; null for no bound
 */
record DecisionSelection(List<TenantId> tenants, Instant from, Instant to) {
    static DecisionSelection of(TenantId tenant, DecisionPeriod between) {
        return new DecisionSelection(List.of(tenant), between.from(), between.to());
    }

    boolean isOfOneTenant() {
        return tenants != null && tenants.size() == 1;
    }

    /** The scopes of the rule books that apply; null for all. */
    List<String> scopes() {
        return tenants == null
                ? null
                : Stream.concat(Stream.of(TenantId.FIRM), tenants.stream().map(TenantId::value))
                        .toList();
    }

    boolean isBounded() {
        return from != null || to != null;
    }

    /** The values of the SQL parameters {@code :tenants}, {@code :from} and {@code :to}. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("tenants", ids(tenants));
        values.put("from", time(from));
        values.put("to", time(to));
        return values;
    }
}
