package io.countersign.query.metrics;

import io.countersign.query.pages.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The automation rate of each day, with marks for changes of rule books.
 *
 * @param lines polylines through consecutive days; days without decisions interrupt them
 */
record RatePlot(
        String summary,
        List<Plots.Tick> rates,
        List<Plots.Tick> days,
        List<String> lines,
        List<Dot> dots,
        List<Mark> marks) {
    private static final Figures FIGURES = new Figures();
    private static final double ROOM_FOR_A_LABEL = 0.13;

    record Dot(String text, String x, String y) {}

    /**
     * @param label  null if another label is too close
     * @param before whether the label is placed left of the mark, because there is no room on its right
     */
    record Mark(String text, String x, String label, boolean before) {}

    /** @param isOfFirm whether book is the firm's rule book */
    static RatePlot of(List<Metrics.Day> days, VersionsByDay book, VersionsByDay firm, boolean isOfFirm) {
        List<LocalDate> dates = days.stream().map(Metrics.Day::day).toList();
        List<Mark> marks = marks(dates, changes(dates, book, firm, isOfFirm));
        return new RatePlot(
                summary(days, marks),
                Plots.percents(),
                Plots.days(dates),
                lines(days),
                IntStream.range(0, days.size())
                        .mapToObj(number -> dot(number, days))
                        .flatMap(Optional::stream)
                        .toList(),
                marks);
    }

    private static Optional<Dot> dot(int number, List<Metrics.Day> days) {
        Metrics.Day day = days.get(number);
        return Optional.ofNullable(day.automationRate())
                .map(rate -> new Dot(
                        "%s: %s".formatted(day.day(), FIGURES.percent(rate)),
                        Plots.middle(number, days.size()),
                        Plots.above(rate.doubleValue())));
    }

    private static List<String> lines(List<Metrics.Day> days) {
        List<String> lines = new ArrayList<>();
        List<String> points = new ArrayList<>();
        for (int number = 0; number < days.size(); number++) {
            BigDecimal rate = days.get(number).automationRate();
            if (rate == null) {
                end(points, lines);
            } else {
                points.add(Plots.point((number + 0.5) / days.size(), rate.doubleValue()));
            }
        }
        end(points, lines);
        return lines;
    }

    private static void end(List<String> points, List<String> lines) {
        if (points.size() > 1) {
            lines.add(String.join(" ", points));
        }
        points.clear();
    }

    /** The new versions of each day. */
    private static Map<LocalDate, String> changes(
            List<LocalDate> days, VersionsByDay book, VersionsByDay firm, boolean isOfFirm) {
        Map<LocalDate, String> changes = new TreeMap<>();
        days.forEach(day -> {
            if (book.newest().containsKey(day)) {
                changes.put(day, "v" + book.at(day));
            }
            if (!isOfFirm && firm.newest().containsKey(day)) {
                changes.merge(day, "firm v" + firm.at(day), (own, firms) -> own + ", " + firms);
            }
        });
        return changes;
    }

    private static List<Mark> marks(List<LocalDate> days, Map<LocalDate, String> changes) {
        List<Mark> marks = new ArrayList<>();
        double free = 0;
        for (Map.Entry<LocalDate, String> change : changes.entrySet()) {
            double x = (days.indexOf(change.getKey()) + 0.5) / days.size();
            boolean isLabelled = x >= free;
            free = isLabelled ? x + ROOM_FOR_A_LABEL : free;
            marks.add(new Mark(
                    "%s: %s came into force".formatted(change.getKey(), change.getValue()),
                    Plots.at(x),
                    isLabelled ? change.getValue() : null,
                    x > 1 - ROOM_FOR_A_LABEL));
        }
        return marks;
    }

    private static String summary(List<Metrics.Day> days, List<Mark> marks) {
        List<Metrics.Day> decided =
                days.stream().filter(day -> day.automationRate() != null).toList();
        String rates = decided.isEmpty()
                ? "No day has decisions."
                : "%s on %s and %s on %s, the last day with decisions."
                        .formatted(
                                FIGURES.percent(decided.get(0).automationRate()),
                                decided.get(0).day(),
                                FIGURES.percent(decided.get(decided.size() - 1).automationRate()),
                                decided.get(decided.size() - 1).day());
        return marks.isEmpty()
                ? rates + " No rule book changed."
                : rates + " " + String.join("; ", marks.stream().map(Mark::text).toList()) + ".";
    }
}
