package io.countersign.query.metrics;

import io.countersign.query.pages.Figures;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The number of decisions on each day, stacked by outcome.
 *
 * @param summary describes the plot in a sentence
 */
record DayPlot(String summary, List<Plots.Tick> counts, List<Plots.Tick> days, List<Bar> bars) {
    private static final Figures FIGURES = new Figures();
    private static final double WIDTH_OF_A_BAR = 0.8;

    /** One day. */
    record Bar(String text, String x, String width, Part posted, Part reviewed) {}

    record Part(String y, String height) {}

    static DayPlot of(List<Metrics.Day> days) {
        long most = days.stream().mapToLong(DayPlot::total).max().orElse(0);
        AxisScale scale = AxisScale.upTo((double) most, 1);
        return new DayPlot(
                summary(days),
                scale.ticks(count -> FIGURES.count((long) count)),
                Plots.days(days.stream().map(Metrics.Day::day).toList()),
                IntStream.range(0, days.size())
                        .mapToObj(number -> bar(number, days, scale))
                        .toList());
    }

    private static Bar bar(int number, List<Metrics.Day> days, AxisScale scale) {
        Metrics.Day day = days.get(number);
        double posted = scale.position((double) day.autoPosted());
        double reviewed = scale.position((double) day.reviewed());
        return new Bar(
                "%s: %s posted automatically, %s sent to review"
                        .formatted(day.day(), FIGURES.count(day.autoPosted()), FIGURES.count(day.reviewed())),
                Plots.at((number + (1 - WIDTH_OF_A_BAR) / 2) / days.size()),
                Plots.at(WIDTH_OF_A_BAR / days.size()),
                new Part(Plots.above(posted), Plots.at(posted)),
                new Part(Plots.above(posted + reviewed), Plots.at(reviewed)));
    }

    private static String summary(List<Metrics.Day> days) {
        LocalDate first = days.get(0).day();
        LocalDate last = days.get(days.size() - 1).day();
        Metrics.Day most =
                days.stream().max(Comparator.comparingLong(DayPlot::total)).orElseThrow();
        return "From %s to %s, %s were posted automatically and %s sent to review. The busiest day was %s with %s."
                .formatted(
                        first,
                        last,
                        FIGURES.count(
                                days.stream().mapToLong(Metrics.Day::autoPosted).sum()),
                        FIGURES.count(
                                days.stream().mapToLong(Metrics.Day::reviewed).sum()),
                        most.day(),
                        FIGURES.count(total(most)));
    }

    private static long total(Metrics.Day day) {
        return day.autoPosted() + day.reviewed();
    }
}
