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
 * Which decisions are looked at.
 *
 * @param tenants whose decisions; null for everyone's
 * @param from    decided at this time or later; null for no bound, as is to
 */
record Population(List<TenantId> tenants, Instant from, Instant to) {
    static Population of(TenantId tenant, DecidedBetween between) {
        return new Population(List.of(tenant), between.from(), between.to());
    }

    boolean isOfOneTenant() {
        return tenants != null && tenants.size() == 1;
    }

    /** Whose rule books matter; null for everyone's. */
    List<String> scopes() {
        return tenants == null
                ? null
                : Stream.concat(Stream.of(TenantId.FIRM), tenants.stream().map(TenantId::value))
                        .toList();
    }

    boolean isBounded() {
        return from != null || to != null;
    }

    /** For {@code :tenants}, {@code :from} and {@code :to}. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("tenants", ids(tenants));
        values.put("from", time(from));
        values.put("to", time(to));
        return values;
    }
}
