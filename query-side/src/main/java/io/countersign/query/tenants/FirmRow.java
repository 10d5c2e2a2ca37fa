package io.countersign.query.tenants;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A tenant as the firm's page shows it.
 *
 * @param standing null where nothing was decided within 30 days
 */
record FirmRow(
        String tenantId,
        String name,
        String tier,
        BigDecimal automationRate,
        BigDecimal reviewRate,
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
                Standing.of(row.automationRate()),
                row.reviewBacklogCount(),
                Spend.of(row),
                row.autopostEnabled(),
                row.lastExportAt());
    }
}
