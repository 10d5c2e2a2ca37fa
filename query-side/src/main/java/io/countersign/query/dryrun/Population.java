package io.countersign.query.dryrun;

import io.countersign.policy.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Which decisions are looked at: one tenant's, decided within these times, both inclusive; null for no bound. */
record Population(TenantId tenant, Instant from, Instant to) {
    OffsetDateTime fromTime() {
        return from == null ? null : OffsetDateTime.ofInstant(from, ZoneOffset.UTC);
    }

    OffsetDateTime toTime() {
        return to == null ? null : OffsetDateTime.ofInstant(to, ZoneOffset.UTC);
    }

    boolean isBounded() {
        return from != null || to != null;
    }
}
