package io.countersign.policy;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Of the earlier transactions of one vendor and currency in one tenant.
 *
 * @param count             how many
 * @param mean              of the signed amounts, rounded half up to 6 decimals; null if there are none
 * @param standardDeviation of the sample, rounded likewise; null below two
 */
public record AmountStatistics(
        long count, @Nullable BigDecimal mean, @Nullable BigDecimal standardDeviation) {
    public static final AmountStatistics NONE = new AmountStatistics(0, null, null);
    private static final MathContext PRECISION = new MathContext(40);

    public AmountStatistics {
        mean = Decimals.plain(mean);
        standardDeviation = Decimals.plain(standardDeviation);
    }

    /** From the exact sums that decision memory keeps. */
    public static AmountStatistics of(long count, BigDecimal sum, BigDecimal sumOfSquares) {
        if (count == 0) {
            return NONE;
        }
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal mean = Decimals.rounded(sum.divide(n, PRECISION));
        if (count == 1) {
            return new AmountStatistics(1, mean, null);
        }
        BigDecimal squares =
                sumOfSquares.multiply(n).subtract(sum.multiply(sum)).max(BigDecimal.ZERO);
        BigDecimal variance = squares.divide(n.multiply(BigDecimal.valueOf(count - 1)), PRECISION);
        return new AmountStatistics(count, mean, Decimals.rounded(variance.sqrt(PRECISION)));
    }
}
