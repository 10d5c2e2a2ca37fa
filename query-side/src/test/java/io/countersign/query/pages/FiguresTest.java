package io.countersign.query.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void shares_are_percent_with_one_decimal() {
        assertThat(figures.percent(new BigDecimal("0.8745"))).isEqualTo("87.5%");
        assertThat(figures.percent(BigDecimal.ONE)).isEqualTo("100.0%");
        assertThat(figures.percent(null)).isEqualTo("–");
    }

    @Test
    void differences_have_their_sign() {
        assertThat(figures.points(new BigDecimal("0.1"))).isEqualTo("+10.0 pp");
        assertThat(figures.points(new BigDecimal("-0.0049"))).isEqualTo("−0.5 pp");
        assertThat(figures.change(1234)).isEqualTo("+1,234");
        assertThat(figures.change(-76)).isEqualTo("−76");
    }

    @Test
    void dollars_have_cents_where_there_are_any() {
        assertThat(figures.dollars(new BigDecimal("250.00"))).isEqualTo("$250");
        assertThat(figures.dollars(new BigDecimal("8.4"))).isEqualTo("$8.40");
        assertThat(figures.dollars(new BigDecimal("1234567.891"))).isEqualTo("$1,234,567.89");
        assertThat(figures.dollars(BigDecimal.ZERO)).isEqualTo("$0");
    }

    @Test
    void probabilities_have_two_decimals_or_more() {
        assertThat(figures.probability(new BigDecimal("0.9000"))).isEqualTo("0.90");
        assertThat(figures.probability(new BigDecimal("0.9125"))).isEqualTo("0.9125");
    }

    @Test
    void scores_have_three_decimals() {
        assertThat(figures.score(new BigDecimal("0.0125"))).isEqualTo("0.013");
        assertThat(figures.score(BigDecimal.ZERO)).isEqualTo("0.000");
        assertThat(figures.score(null)).isEqualTo("–");
    }

    @Test
    void what_is_typed_is_plain() {
        assertThat(figures.amount(new BigDecimal("50.00"))).isEqualTo("50");
        assertThat(figures.amount(new BigDecimal("12.50"))).isEqualTo("12.5");
        assertThat(figures.amount(new BigDecimal("10000"))).isEqualTo("10000");
    }
}
