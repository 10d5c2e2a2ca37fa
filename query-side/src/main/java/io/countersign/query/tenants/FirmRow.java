package io.countersign.query.tenants;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A tenant as the firm's page shows it.
 *
 * @param decisions of the last 30 days, which the rates are of
 * @param standing  null where these are too few
 */
record FirmRow(
        String tenantId,
        String name,
        String tier,
        BigDecimal automationRate,
        BigDecimal reviewRate,
        long decisions,
        Standing standing,
        long backlog,
        Spend spend,
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
                Standing.of(row.automationRate(), row.decisions()),
                row.reviewBacklogCount(),
                Spend.of(row),
                row.autopostEnabled(),
                row.lastExportAt());
    }
}
