package io.countersign.query.tenants;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A row of the firm page.
 *
 * @param decisions decisions of the last 30 days, the base of the rates
 * @param rating  null with too few decisions
 */
record FirmRow(
        String tenantId,
        String name,
        String tier,
        BigDecimal automationRate,
        BigDecimal reviewRate,
        long decisions,
        AutomationRating rating,
        long backlog,
        LlmSpend spend,
        boolean autopost,
        Instant lastExportAt) {
    static FirmRow of(TenantRow row) {
        return new FirmRow(
                row.tenantId(),
                row.name(),
                row.tier(),
                row.automationRate(),
                row.reviewRate(),
                row.decisions(),
                AutomationRating.of(row.automationRate(), row.decisions()),
                row.reviewBacklogCount(),
                LlmSpend.of(row),
                row.autopostEnabled(),
                row.lastExportAt());
    }
}
