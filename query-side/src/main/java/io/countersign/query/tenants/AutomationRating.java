package io.countersign.query.tenants;

import java.math.BigDecimal;
import java.util.Locale;

/** Rates an automation rate as good, fair or low. */
public enum AutomationRating {
    GOOD("Good", new BigDecimal("0.85")),
    FAIR("Fair", new BigDecimal("0.70")),
    POOR("Low", BigDecimal.ZERO);

    private static final int ENOUGH = 30;

    private final String word;
    private final BigDecimal from;

    AutomationRating(String word, BigDecimal from) {
        this.word = word;
        this.from = from;
    }

    /**
     * @param automationRate null without decisions
     * @param decisions      the number of decisions behind the rate
     * @return null if there are too few decisions for a rating
     */
    public static AutomationRating of(BigDecimal automationRate, long decisions) {
        if (automationRate == null || decisions < ENOUGH) {
            return null;
        }
        return automationRate.compareTo(GOOD.from) >= 0 ? GOOD : automationRate.compareTo(FAIR.from) >= 0 ? FAIR : POOR;
    }

    public String word() {
        return word;
    }

    public String tone() {
        return name().toLowerCase(Locale.ROOT);
    }
}
