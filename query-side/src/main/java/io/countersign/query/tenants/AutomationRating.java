package io.countersign.query.tenants;

import java.math.BigDecimal;
import java.util.Locale;

/** How good an automation rate is, in a word. */
public enum Standing {
    GOOD("Good", new BigDecimal("0.85")),
    FAIR("Fair", new BigDecimal("0.70")),
    POOR("Low", BigDecimal.ZERO);

    private static final int ENOUGH = 30;

    private final String word;
    private final BigDecimal from;

    Standing(String word, BigDecimal from) {
        this.word = word;
        this.from = from;
    }

    /**
     * @param automationRate null where nothing was decided
     * @param decisions      that it is the rate of
     * @return null where they are too few to say anything
     */
    public static Standing of(BigDecimal automationRate, long decisions) {
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
