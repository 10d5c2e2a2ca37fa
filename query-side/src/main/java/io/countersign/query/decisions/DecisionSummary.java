package io.countersign.query.decisions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** The fields of a {@link DecisionRow} without its reasons. */
record DecisionSummary(
        String tenantId,
        String txnId,
        LocalDate date,
        String vendor,
        String vendorNormalized,
        BigDecimal amount,
        String currency,
        String department,
        String action,
        String notAutoPostReason,
        String account,
        BigDecimal calibratedP,
        BigDecimal thresholdUsed,
        String ruleId,
        String ruleScope,
        String ruleVersion,
        String status,
        String outcome,
        Instant decidedAt) {
    static DecisionSummary of(DecisionRow row) {
        return new DecisionSummary(
                row.tenantId(),
                row.txnId(),
                row.date(),
                row.vendor(),
                row.vendorNormalized(),
                row.amount(),
                row.currency(),
                row.department(),
                row.action(),
                row.notAutoPostReason(),
                row.account(),
                row.calibratedP(),
                row.thresholdUsed(),
                row.ruleId(),
                row.ruleScope(),
                row.ruleVersion(),
                row.status(),
                row.outcome(),
                row.decidedAt());
    }
}
