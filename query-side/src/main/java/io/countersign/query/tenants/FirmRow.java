package io.countersign.query.tenants;

/**
 * A row of the firm page.
 *
 * @param rating null with too few decisions
 */
record FirmRow(TenantRow tenant, AutomationRating rating, LlmSpend spend) {
    static FirmRow of(TenantRow tenant) {
        return new FirmRow(
                tenant, AutomationRating.of(tenant.automationRate(), tenant.decisions()), LlmSpend.of(tenant));
    }
}
