package io.countersign.query.metrics;

import io.countersign.policy.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Ratios with six decimals, rounded half up. */
final class Ratio {
    private Ratio() {}

    /** Null if the whole is 0. */
    static BigDecimal of(long part, long whole) {
        return of(BigDecimal.valueOf(part), whole);
    }

    /** Null if the whole is 0. */
    static BigDecimal of(BigDecimal part, long whole) {
        return whole == 0
                ? null
                : Decimals.plain(
                        part.divide(BigDecimal.valueOf(whole), Decimals.PROBABILITY_SCALE, RoundingMode.HALF_UP));
    }
}
