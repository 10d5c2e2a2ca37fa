package io.countersign.query.metrics;

import java.math.BigDecimal;

/**
 * A drift index with its meaning.
 *
 * @param psi   null with too few decisions
 * @param width the width of its bar on a scale up to {@value #FULL}
 */
record DriftRow(String name, BigDecimal psi, String width, String word, String tone) {
    static final double FULL = 0.5;
    private static final BigDecimal SOME = new BigDecimal("0.1");
    private static final BigDecimal MUCH = new BigDecimal("0.25");

    static DriftRow of(String name, BigDecimal psi) {
        if (psi == null) {
            return new DriftRow(name, null, "0%", "Too few to tell", "");
        }
        String width = Plots.at(Math.min(1, psi.doubleValue() / FULL));
        if (psi.compareTo(MUCH) > 0) {
            return new DriftRow(name, psi, width, "Large drift", "poor");
        }
        return psi.compareTo(SOME) >= 0
                ? new DriftRow(name, psi, width, "Some drift", "fair")
                : new DriftRow(name, psi, width, "Steady", "good");
    }
}
