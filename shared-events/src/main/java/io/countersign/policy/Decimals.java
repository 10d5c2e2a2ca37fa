package io.countersign.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jetbrains.annotations.Contract;
import org.jspecify.annotations.Nullable;

/** One written form for each decimal: plain, without trailing zeros, so that equal numbers are equal records. */
public final class Decimals {
    /** Amounts have at most this many decimals. */
    public static final int AMOUNT_SCALE = 4;
    /** Probabilities, means and deviations have at most this many decimals. */
    public static final int PROBABILITY_SCALE = 6;
    /** No amount reaches this many currency units: 15 digits before the point, which every column holds. */
    public static final BigDecimal AMOUNT_LIMIT = new BigDecimal("1e15");

    private Decimals() {}

    /** The same number with scale 0 or the fewest decimals that hold it; null stays null. */
    @Contract("!null -> !null")
    public static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Rounded half up to six decimals, in the plain form. */
    public static @Nullable BigDecimal rounded(BigDecimal number) {
        return plain(number.setScale(PROBABILITY_SCALE, RoundingMode.HALF_UP));
    }

    /** Whether the number can be written with at most this many decimals. */
    public static boolean fits(BigDecimal number, int decimals) {
        return number.scale() <= decimals || number.stripTrailingZeros().scale() <= decimals;
    }
}
