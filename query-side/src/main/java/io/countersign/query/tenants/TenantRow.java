package io.countersign.query.tenants;

import static io.countersign.query.sql.SqlValues.instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A tenant as clients see it.
 *
 * @param decisions      the number of decisions behind the rates
 * @param automationRate share of auto-posted decisions of the last 30 days (UTC, today included); null without any
 */
record TenantRow(
        String tenantId,
        String name,
        String tier,
        boolean autopostEnabled,
        BigDecimal autopostThreshold,
        BigDecimal llmTenantCapUsd,
        int coldStartMinLabels,
        BigDecimal automationRate,
        BigDecimal reviewRate,
        long reviewBacklogCount,
        BigDecimal llmSpendMonthUsd,
        boolean llmFallbackActive,
        Instant lastExportAt,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy,
        @JsonIgnore long decisions,
        @JsonIgnore long version,
        @JsonIgnore long position) {
    static TenantRow from(ResultSet row, int number) throws SQLException {
        return new TenantRow(
                row.getString("tenant_id"),
                row.getString("name"),
                row.getString("tier"),
                row.getBoolean("autopost_enabled"),
                row.getBigDecimal("autopost_threshold"),
                row.getBigDecimal("llm_tenant_cap_usd"),
                row.getInt("cold_start_min_labels"),
                row.getBigDecimal("automation_rate"),
                row.getBigDecimal("review_rate"),
                row.getLong("review_backlog_count"),
                row.getBigDecimal("llm_spend_month_usd"),
                row.getBoolean("llm_fallback_active"),
                instant(row, "last_export_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getString("updated_by"),
                row.getLong("decisions"),
                row.getLong("version"),
                row.getLong("position"));
    }
}
