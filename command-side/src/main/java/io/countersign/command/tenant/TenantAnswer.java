package io.countersign.command.tenant;

import io.countersign.events.tenant.TenantCreated;
import io.countersign.platform.security.Caller;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import java.math.BigDecimal;
import java.time.Instant;

/** A tenant as it has just been made: the fields of {@code GET /api/tenants/{tenant_id}}, where nothing has happened yet. */
record TenantAnswer(
        TenantId tenantId,
        String name,
        Tier tier,
        boolean autopostEnabled,
        BigDecimal autopostThreshold,
        BigDecimal llmTenantCapUsd,
        int coldStartMinLabels,
        BigDecimal automationRate,
        BigDecimal reviewRate,
        int reviewBacklogCount,
        BigDecimal llmSpendMonthUsd,
        boolean llmFallbackActive,
        Instant lastExportAt,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {
    static TenantAnswer of(NewTenant made, Caller caller) {
        TenantCreated created = made.created();
        Settings settings = created.settings();
        return new TenantAnswer(
                created.tenantId(),
                created.name(),
                created.tier(),
                settings.autopostEnabled(),
                settings.autopostThreshold(),
                settings.llmTenantCapUsd(),
                settings.coldStartMinLabels(),
                null,
                null,
                0,
                BigDecimal.ZERO,
                false,
                null,
                made.at(),
                made.at(),
                caller.userId());
    }
}
