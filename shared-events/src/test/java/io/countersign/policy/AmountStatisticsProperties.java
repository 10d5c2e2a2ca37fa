package io.countersign.policy;

import static java.math.RoundingMode.HALF_UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AmountStatisticsProperties {
    private static final MathContext GENEROUS = new MathContext(90);

    @Provide
    Arbitrary<List<BigDecimal>> amounts() {
        Arbitrary<BigDecimal> ordinary = between("1000", 2);
        Arbitrary<BigDecimal> any = between("999999999999999.9999", 4);
        Arbitrary<BigDecimal> alike =
                Arbitraries.of("17.25", "17.2501", "17.2499").map(BigDecimal::new);
        return Arbitraries.oneOf(
                ordinary.list().ofMaxSize(60),
                any.list().ofMaxSize(60),
                alike.list().ofMaxSize(60));
    }

    private static Arbitrary<BigDecimal> between(String limit, int scale) {
        BigDecimal most = new BigDecimal(limit);
        return Arbitraries.bigDecimals().between(most.negate(), most).ofScale(scale);
    }

    @Property
    void equal_what_two_passes_over_the_amounts_give(@ForAll("amounts") List<BigDecimal> amounts) {
        assertThat(folded(amounts)).isEqualTo(twoPasses(amounts));
    }

    @Property
    void do_not_depend_on_the_order_of_the_amounts(@ForAll("amounts") List<BigDecimal> amounts, @ForAll Random random) {
        List<BigDecimal> shuffled = new ArrayList<>(amounts);
        Collections.shuffle(shuffled, random);

        assertThat(folded(shuffled)).isEqualTo(folded(amounts));
    }

    @Property
    void mirror_the_mean_and_keep_the_deviation_of_mirrored_amounts(@ForAll("amounts") List<BigDecimal> amounts) {
        AmountStatistics given = folded(amounts);
        BigDecimal mean = given.mean() == null ? null : given.mean().negate();

        assertThat(folded(amounts.stream().map(BigDecimal::negate).toList()))
                .isEqualTo(new AmountStatistics(given.count(), mean, given.standardDeviation()));
    }

    @Property
    void have_at_most_six_decimals_and_no_negative_deviation(@ForAll("amounts") List<BigDecimal> amounts) {
        AmountStatistics statistics = folded(amounts);

        if (statistics.mean() != null) {
            assertThat(statistics.mean().scale()).isLessThanOrEqualTo(6);
        }
        if (statistics.standardDeviation() != null) {
            assertThat(statistics.standardDeviation().scale()).isLessThanOrEqualTo(6);
            assertThat(statistics.standardDeviation()).isNotNegative();
        }
        assertThat(statistics.mean() == null).isEqualTo(amounts.isEmpty());
        assertThat(statistics.standardDeviation() == null).isEqualTo(amounts.size() < 2);
    }

    private static AmountStatistics folded(List<BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            sum = sum.add(amount);
            squares = squares.add(amount.multiply(amount));
        }
        return AmountStatistics.of(amounts.size(), sum, squares);
    }

    /** Deviations are taken n times over, so that they are exact whatever n is. */
    private static AmountStatistics twoPasses(List<BigDecimal> amounts) {
        if (amounts.isEmpty()) {
            return AmountStatistics.NONE;
        }
        BigDecimal n = BigDecimal.valueOf(amounts.size());
        BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(n, 6, HALF_UP);
        if (amounts.size() == 1) {
            return new AmountStatistics(1, mean, null);
        }
        BigDecimal squares = amounts.stream()
                .map(amount -> amount.multiply(n).subtract(sum).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal variance = squares.divide(n.multiply(n).multiply(n.subtract(BigDecimal.ONE)), GENEROUS);
        return new AmountStatistics(
                amounts.size(), mean, variance.sqrt(GENEROUS).setScale(6, HALF_UP));
    }
}
