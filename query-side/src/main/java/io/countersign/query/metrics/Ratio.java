package io.countersign.query.metrics;

import io.countersign.policy.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Parts of a whole, with six decimals, rounded half up. */
final class Share {
    private Share() {}

    /** Null of nothing. */
    static BigDecimal of(long part, long whole) {
        return of(BigDecimal.valueOf(part), whole);
    }

    /** Null of nothing. */
    static BigDecimal of(BigDecimal part, long whole) {
        return whole == 0
                ? null
                : Decimals.plain(
                        part.divide(BigDecimal.valueOf(whole), Decimals.PROBABILITY_SCALE, RoundingMode.HALF_UP));
    }
}
