package io.countersign.query.tenants;

import java.math.BigDecimal;
import java.util.Locale;

/** How good an automation rate is, in a word. */
public enum Standing {
    GOOD("Good", new BigDecimal("0.85")),
    FAIR("Fair", new BigDecimal("0.70")),
    POOR("Low", BigDecimal.ZERO);

    private final String word;
    private final BigDecimal from;

    Standing(String word, BigDecimal from) {
        this.word = word;
        this.from = from;
    }

    /** @param automationRate null where nothing was decided, which has no standing: null */
    public static Standing of(BigDecimal automationRate) {
        if (automationRate == null) {
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
