package io.countersign.command.decision.memory;

import io.countersign.policy.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A calendar month of a tenant, UTC, by its first day. */
record SpendKey(TenantId tenant, LocalDate month) {
    static SpendKey of(TenantId tenant, Instant time) {
        return new SpendKey(tenant, time.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1));
    }
}
