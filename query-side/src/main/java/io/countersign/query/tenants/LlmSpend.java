package io.countersign.query.tenants;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A tenant's spend on language models this month and its cap.
 *
 * @param percent  of the cap, at most 100
 * @param fallback whether the cap is reached, so that proposals of language models go to review
 */
public record LlmSpend(BigDecimal spent, BigDecimal cap, int percent, boolean fallback) {
    private static final int NEARLY = 80;

    public static LlmSpend of(BigDecimal spent, BigDecimal cap, boolean fallback) {
        return new LlmSpend(spent, cap, percent(spent, cap), fallback);
    }

    static LlmSpend of(TenantRow row) {
        return of(row.llmSpendMonthUsd(), row.llmTenantCapUsd(), row.llmFallbackActive());
    }

    private static int percent(BigDecimal spent, BigDecimal cap) {
        if (spent.signum() == 0) {
            return 0;
        }
        return spent.compareTo(cap) >= 0
                ? 100
                : spent.movePointRight(2).divide(cap, 0, RoundingMode.HALF_UP).intValue();
    }

    public String tone() {
        return fallback ? "poor" : percent >= NEARLY ? "fair" : "";
    }
}
