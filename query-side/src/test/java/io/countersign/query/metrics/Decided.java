package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A decision as metrics look at it.
 *
 * @param reason  the first; null if it was auto-posted
 * @param verdict what a person made of it; null for nothing yet
 */
record Decided(
        String tenant,
        Instant at,
        LocalDate date,
        String vendor,
        BigDecimal amount,
        String reason,
        String account,
        BigDecimal p,
        BigDecimal cost,
        String verdict) {
    LocalDate day(DateBasis by) {
        return by == DateBasis.DECIDED ? LocalDate.ofInstant(at, ZoneOffset.UTC) : date;
    }

    boolean isPosted() {
        return reason == null;
    }

    boolean isOpen() {
        return !isPosted() && verdict == null;
    }

    boolean isApproved() {
        return "approved".equals(verdict);
    }
}
