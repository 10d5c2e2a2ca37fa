package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A decision with the fields that metrics use.
 *
 * @param reason  the first reason; null if auto-posted
 * @param verdict the review result; null if not reviewed yet
 */
record MetricsDecision(
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
