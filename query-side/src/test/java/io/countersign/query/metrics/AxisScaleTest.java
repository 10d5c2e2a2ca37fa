package io.countersign.query.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisScaleTest {
    private static List<String> numbers(double largest, double finest) {
        return AxisScale.upTo(largest, finest).ticks(number -> String.format(Locale.ROOT, "%s", number)).stream()
                .map(Plots.Tick::text)
                .toList();
    }

    @Test
    void goes_up_to_a_round_number_in_round_steps() {
        assertThat(numbers(300, 1)).containsExactly("0.0", "100.0", "200.0", "300.0");
        assertThat(numbers(17, 1)).containsExactly("0.0", "5.0", "10.0", "15.0", "20.0");
        assertThat(numbers(100, 0.01)).containsExactly("0.0", "25.0", "50.0", "75.0", "100.0");
        assertThat(numbers(0.03, 0.01)).containsExactly("0.0", "0.01", "0.02", "0.03");
    }

    @Test
    void of_whole_things_has_whole_steps() {
        assertThat(numbers(0, 1)).containsExactly("0.0", "1.0");
        assertThat(numbers(3, 1)).containsExactly("0.0", "1.0", "2.0", "3.0");
        assertThat(numbers(9, 1)).containsExactly("0.0", "5.0", "10.0");
    }

    @Test
    void has_room_for_the_largest_and_not_much_more() {
        DoubleStream.iterate(0.01, number -> number < 1e9, number -> number * 1.07 + 0.01)
                .forEach(largest -> {
                    AxisScale scale = AxisScale.upTo(largest, 0.01);
                    assertThat(scale.position(largest))
                            .as("%s on %s", largest, scale)
                            .isBetween(0.4, 1.0 + 1e-9);
                    assertThat(scale.steps()).isBetween(1, 4);
                });
        IntStream.range(1, 10_000)
                .forEach(largest -> assertThat(AxisScale.upTo(largest, 1).step() % 1)
                        .as("steps up to %s", largest)
                        .isZero());
    }

    @ParameterizedTest
    @CsvSource({"0, 100.00%", "150, 50.00%", "300, 0.00%"})
    void puts_larger_numbers_higher(double number, String from) {
        assertThat(Plots.above(AxisScale.upTo(300, 1).position(number))).isEqualTo(from);
    }
}
