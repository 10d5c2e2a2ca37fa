package io.countersign.loader.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BrightwaterSampleTest {

    @Nested
    class the_committed_sample {

        private final String committed = committed();

        @Test
        void is_exactly_what_its_generator_makes() {
            assertThat(committed).isEqualTo(BrightwaterSample.csv());
        }

        @Test
        void has_some_six_thousand_rows_of_four_companies_in_three_currencies() {
            assertThat(rows()).hasSizeBetween(5_500, 6_500);
            assertThat(distinct(1)).isEqualTo(4);
            assertThat(rows().stream()
                            .map(row -> row.replaceAll(".*,(GBP|USD|EUR),.*", "$1"))
                            .distinct())
                    .containsExactlyInAnyOrder("GBP", "USD", "EUR");
        }

        @Test
        void names_every_transaction_once() {
            assertThat(distinct(0)).isEqualTo(rows().size());
        }

        @Test
        void holds_about_three_refunds_in_a_hundred() {
            long refunds = rows().stream().filter(row -> row.contains(",-")).count();
            assertThat(100.0 * refunds / rows().size()).isBetween(2.0, 4.0);
        }

        private List<String> rows() {
            return committed.lines().skip(1).toList();
        }

        private int distinct(int column) {
            Function<String, String> field = row -> row.split(",")[column];
            return rows().stream().map(field).collect(Collectors.toSet()).size();
        }

        private static String committed() {
            try (var file = BrightwaterSample.class.getResourceAsStream("/sample/brightwater-2023-2025.csv")) {
                return new String(file.readAllBytes(), UTF_8);
            } catch (IOException unreadable) {
                throw new AssertionError(unreadable);
            }
        }
    }
}
