package io.countersign.policy;

import java.math.BigDecimal;

/**
 * A tenant's automation settings.
 *
 * @param autopostEnabled    whether anything may be posted without a person
 * @param autopostThreshold  the lowest probability that posts by itself, 0.80 to 0.98
 * @param llmTenantCapUsd    US dollars of LLM cost per calendar month, UTC
 * @param coldStartMinLabels how many agreeing labels a vendor needs first
 */
public record Settings(
        boolean autopostEnabled, BigDecimal autopostThreshold, BigDecimal llmTenantCapUsd, int coldStartMinLabels) {
    public Settings {
        autopostThreshold = Decimals.plain(autopostThreshold);
        llmTenantCapUsd = Decimals.plain(llmTenantCapUsd);
    }
}
