package io.countersign.query.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final VersionsByDay UNCHANGED = new VersionsByDay(new TreeMap<>());

    /** A day with as many auto-posted decisions and as many reviewed ones, from the first of March on. */
    private static Metrics.Day day(int number, long posted, long reviewed) {
        return new Metrics.Day(FIRST.plusDays(number), posted, reviewed, Ratio.of(posted, posted + reviewed), "v0");
    }

    private static VersionsByDay changedOn(Map<Integer, Integer> versions) {
        TreeMap<LocalDate, Integer> newest = new TreeMap<>();
        versions.forEach((day, version) -> newest.put(FIRST.plusDays(day), version));
        return new VersionsByDay(newest);
    }

    private static List<Metrics.Day> days(int count) {
        return IntStream.range(0, count).mapToObj(number -> day(number, 1, 1)).toList();
    }

    @Nested
    class bars {
        @Test
        void stand_on_each_other_as_high_as_there_are_decisions() {
            DayPlot plot = DayPlot.of(List.of(day(0, 3, 1), day(1, 0, 0)));

            DayPlot.Bar bar = plot.bars().get(0);
            assertThat(bar.text()).isEqualTo("2026-03-01: 3 posted automatically, 1 sent to review");
            assertThat(bar.x()).isEqualTo("5.00%");
            assertThat(bar.width()).isEqualTo("40.00%");
            assertThat(bar.posted()).isEqualTo(new DayPlot.Part("25.00%", "75.00%"));
            assertThat(bar.reviewed()).isEqualTo(new DayPlot.Part("0.00%", "25.00%"));
            assertThat(plot.bars().get(1).posted().height()).isEqualTo("0.00%");
            assertThat(plot.summary())
                    .isEqualTo(
                            "From 2026-03-01 to 2026-03-02, 3 were posted automatically and 1 sent to review. The busiest day was 2026-03-01 with 4.");
        }

        @ParameterizedTest
        @CsvSource({"7, Mar 1, Mar 7", "30, Mar 1, Mar 30", "90, Mar 1, May 29"})
        void name_some_of_their_days_the_first_and_the_last_among_them(int count, String first, String last) {
            List<Plots.Tick> named = DayPlot.of(days(count)).days();

            assertThat(named).hasSize(7).doesNotHaveDuplicates();
            assertThat(named.get(0).text()).isEqualTo(first);
            assertThat(named.get(6).text()).isEqualTo(last);
            assertThat(named.stream().filter(tick -> !tick.minor())).hasSize(4);
        }
    }

    @Nested
    class rates {
        @Test
        void are_a_line_that_breaks_where_nothing_was_decided() {
            RatePlot plot = RatePlot.of(
                    List.of(day(0, 1, 0), day(1, 1, 1), day(2, 0, 0), day(3, 0, 1)), UNCHANGED, UNCHANGED, true);

            assertThat(plot.lines()).containsExactly("12.50,0.00 37.50,50.00");
            assertThat(plot.dots()).extracting(RatePlot.Dot::x).containsExactly("12.50%", "37.50%", "87.50%");
            assertThat(plot.dots()).extracting(RatePlot.Dot::y).containsExactly("0.00%", "50.00%", "100.00%");
            assertThat(plot.summary())
                    .isEqualTo(
                            "100.0% on 2026-03-01 and 0.0% on 2026-03-04, the last day with decisions. No rule book changed.");
        }

        @Test
        void are_marked_where_the_tenants_book_or_the_firms_came_to_a_version() {
            VersionsByDay own = changedOn(Map.of(0, 4, 5, 6));
            VersionsByDay firm = changedOn(Map.of(5, 2, 40, 3));

            RatePlot plot = RatePlot.of(days(10), own, firm, false);

            assertThat(plot.marks())
                    .containsExactly(
                            new RatePlot.Mark("2026-03-01: v4 came into force", "5.00%", "v4", false),
                            new RatePlot.Mark(
                                    "2026-03-06: v6, firm v2 came into force", "55.00%", "v6, firm v2", false));
        }

        @Test
        void have_no_labels_over_each_other() {
            VersionsByDay book = changedOn(Map.of(0, 1, 1, 2, 2, 3, 9, 4));

            RatePlot plot = RatePlot.of(days(10), book, book, true);

            assertThat(plot.marks()).extracting(RatePlot.Mark::label).containsExactly("v1", null, "v3", "v4");
            assertThat(plot.marks()).extracting(RatePlot.Mark::before).containsExactly(false, false, false, true);
        }
    }

    @Nested
    class calibration {
        @Test
        void has_a_dot_for_each_bin_with_decisions_whose_area_follows_their_number() {
            CalibrationPlot plot = CalibrationPlot.of(List.of(
                    new Metrics.Bin("0.0-0.1", null, null, 0),
                    new Metrics.Bin("0.8-0.9", new BigDecimal("0.85"), new BigDecimal("0.5"), 25),
                    new Metrics.Bin("0.9-1.0", new BigDecimal("0.95"), new BigDecimal("0.96"), 100)));

            assertThat(plot.dots())
                    .containsExactly(
                            new CalibrationPlot.Dot(
                                    "Confidence 85.0%, people agreed with 50.0% of 25", "85.00%", "50.00%", "8"),
                            new CalibrationPlot.Dot(
                                    "Confidence 95.0%, people agreed with 96.0% of 100", "95.00%", "4.00%", "12"));
            assertThat(plot.summary())
                    .isEqualTo(
                            "In the largest of 2 groups, 100 transactions, the average confidence was 95.0% and people agreed with 96.0%.");
        }
    }

    @Nested
    class spend {
        @Test
        void adds_up_over_the_days_of_the_month_below_its_cap() {
            TreeMap<LocalDate, BigDecimal> spend = new TreeMap<>(Map.of(FIRST.plusDays(1), new BigDecimal("2.5")));

            SpendPlot plot = SpendPlot.of(spend, BigDecimal.TEN, FIRST.plusDays(2));

            assertThat(plot.line()).isEqualTo("0.00,100.00 3.23,100.00 3.23,75.00 6.45,75.00 6.45,75.00 9.68,75.00");
            assertThat(plot.cap()).isEqualTo("0.00%");
            assertThat(plot.spent())
                    .containsExactly(
                            new SpendPlot.Spent(FIRST.plusDays(1), new BigDecimal("2.5"), new BigDecimal("2.5")));
            assertThat(plot.summary()).isEqualTo("$2.50 of $10 spent this month by 2026-03-03.");
        }

        @Test
        void may_be_nothing_and_past_the_cap() {
            assertThat(SpendPlot.of(new TreeMap<>(), BigDecimal.ZERO, FIRST).cap())
                    .isEqualTo("100.00%");
            assertThat(SpendPlot.of(new TreeMap<>(Map.of(FIRST, BigDecimal.valueOf(40))), BigDecimal.TEN, FIRST)
                            .cap())
                    .isEqualTo("75.00%");
        }
    }

    @Nested
    class drift {
        @ParameterizedTest
        @CsvSource({
            "0, Steady, good, 0.00%", "0.099999, Steady, good, 20.00%", "0.1, Some drift, fair, 20.00%",
            "0.25, Some drift, fair, 50.00%", "0.250001, Large drift, poor, 50.00%", "7, Large drift, poor, 100.00%"
        })
        void is_said_in_words(BigDecimal psi, String word, String tone, String width) {
            assertThat(DriftRow.of("Suppliers", psi)).isEqualTo(new DriftRow("Suppliers", psi, width, word, tone));
        }

        @Test
        void of_too_few_decisions_is_not_told() {
            assertThat(DriftRow.of("Suppliers", null).word()).isEqualTo("Too few to tell");
        }
    }

    @Nested
    class reasons {
        @Test
        void come_the_commonest_first_without_those_that_never_held() {
            List<ReasonRow> rows = ReasonRow.of(Map.of("anomaly", 1L, "cold_start", 3L, "imbalance", 0L));

            assertThat(rows)
                    .containsExactly(
                            new ReasonRow("cold_start", 3, new BigDecimal("0.75"), "100.00%"),
                            new ReasonRow("anomaly", 1, new BigDecimal("0.25"), "33.33%"));
        }
    }
}
