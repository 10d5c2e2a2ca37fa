package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DecimalsProperties {
    @Provide
    Arbitrary<BigDecimal> numbers() {
        Arbitrary<BigInteger> digits = Arbitraries.oneOf(
                Arbitraries.of("0", "1", "-10", "100", "950", "-12500").map(BigInteger::new),
                Arbitraries.bigIntegers());
        return Combinators.combine(digits, Arbitraries.integers().between(-20, 20))
                .as(BigDecimal::new);
    }

    @Property
    void the_plain_form_is_the_same_number(@ForAll("numbers") BigDecimal number) {
        assertThat(Decimals.plain(number)).isEqualByComparingTo(number);
    }

    @Property
    void the_plain_form_has_no_exponent_and_no_zero_to_spare(@ForAll("numbers") BigDecimal number) {
        assertThat(Decimals.plain(number).toPlainString())
                .matches("-?(0|[1-9]\\d*)(\\.\\d*[1-9])?")
                .doesNotMatch("-0");
        assertThat(Decimals.plain(number).scale()).isNotNegative();
    }

    @Property
    void one_number_has_one_form_however_it_was_written(
            @ForAll("numbers") BigDecimal number, @ForAll @IntRange(max = 30) int zeros) {
        BigDecimal written = number.setScale(Math.max(number.scale(), 0) + zeros);

        assertThat(Decimals.plain(written)).isEqualTo(Decimals.plain(number)).hasSameHashCodeAs(Decimals.plain(number));
    }

    @Property
    void a_number_fits_exactly_when_rounding_to_those_decimals_changes_nothing(
            @ForAll("numbers") BigDecimal number, @ForAll @IntRange(max = 10) int decimals) {
        BigDecimal rounded = number.setScale(decimals, RoundingMode.DOWN);

        assertThat(Decimals.fits(number, decimals)).isEqualTo(rounded.compareTo(number) == 0);
    }

    @Property
    void rounding_moves_a_number_by_at_most_half_a_millionth(@ForAll("numbers") BigDecimal number) {
        BigDecimal rounded = Decimals.rounded(number);

        assertThat(rounded.subtract(number).abs()).isLessThanOrEqualTo(new BigDecimal("0.0000005"));
        assertThat(rounded).isEqualTo(Decimals.plain(rounded));
        assertThat(Decimals.fits(rounded, Decimals.PROBABILITY_SCALE)).isTrue();
    }

    @Example
    void half_a_millionth_is_rounded_away_from_zero() {
        assertThat(Decimals.rounded(new BigDecimal("0.0000005"))).isEqualTo("0.000001");
        assertThat(Decimals.rounded(new BigDecimal("-0.0000005"))).isEqualTo("-0.000001");
        assertThat(Decimals.rounded(new BigDecimal("0.00000049"))).isEqualTo("0");
    }

    @Example
    void nothing_stays_nothing() {
        assertThat(Decimals.plain(null)).isNull();
    }
}
