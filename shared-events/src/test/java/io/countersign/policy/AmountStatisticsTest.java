package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class AmountStatisticsTest {
    @Test
    void know_neither_mean_nor_deviation_of_no_amounts() {
        assertThat(of()).isEqualTo(new AmountStatistics(0, null, null));
    }

    @Test
    void know_the_mean_of_one_amount_but_no_deviation() {
        assertThat(of("-12.50")).isEqualTo(new AmountStatistics(1, new BigDecimal("-12.5"), null));
    }

    @Test
    void have_deviation_zero_where_all_amounts_are_equal() {
        assertThat(of("0.1", "0.1", "0.1")).isEqualTo(new AmountStatistics(3, new BigDecimal("0.1"), BigDecimal.ZERO));
    }

    @Test
    void take_the_deviation_of_the_sample_and_not_of_the_population() {
        assertThat(of("2", "4", "4", "4", "5", "5", "7", "9"))
                .isEqualTo(new AmountStatistics(8, new BigDecimal("5"), new BigDecimal("2.13809")));
    }

    @Test
    void round_half_away_from_zero_at_the_seventh_decimal() {
        assertThat(AmountStatistics.of(8, new BigDecimal("0.0004"), BigDecimal.ONE)
                        .mean())
                .isEqualTo("0.00005");
        assertThat(AmountStatistics.of(80, new BigDecimal("0.0004"), BigDecimal.ONE)
                        .mean())
                .isEqualTo("0.000005");
        assertThat(AmountStatistics.of(800, new BigDecimal("0.0004"), BigDecimal.ONE)
                        .mean())
                .isEqualTo("0.000001");
        assertThat(AmountStatistics.of(800, new BigDecimal("-0.0004"), BigDecimal.ONE)
                        .mean())
                .isEqualTo("-0.000001");
        assertThat(AmountStatistics.of(801, new BigDecimal("0.0004"), BigDecimal.ONE)
                        .mean())
                .isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void stay_exact_where_a_small_spread_sits_on_huge_amounts() {
        assertThat(of("999999999999999.9997", "999999999999999.9999"))
                .isEqualTo(new AmountStatistics(2, new BigDecimal("999999999999999.9998"), new BigDecimal("0.000141")));
    }

    private static AmountStatistics of(String... amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (String amount : amounts) {
            BigDecimal number = new BigDecimal(amount);
            sum = sum.add(number);
            squares = squares.add(number.multiply(number));
        }
        return AmountStatistics.of(amounts.length, sum, squares);
    }
}
