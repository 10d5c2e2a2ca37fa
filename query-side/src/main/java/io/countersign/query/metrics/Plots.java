package io.countersign.query.metrics;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Helpers for plots. Positions are SVG attributes in percent of the plot's size, so that the browser scales the plot while text and lines keep their size.
 */
final class Plots {
    private static final int LABELS = 7;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);

    private Plots() {}

    /**
     * A mark on an axis.
     *
     * @param minor whether it may be hidden on small screens
     */
    record Tick(String at, String text, boolean minor) {}

    /** A position from 0 (left or top) to 1, in percent. */
    static String at(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share * 100);
    }

    /** A position from 0 (bottom) to 1, in percent. */
    static String above(double share) {
        return at(1 - share);
    }

    /** A point of a polyline in a coordinate system of 100 by 100. */
    static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.2f,%.2f", x * 100, (1 - y) * 100);
    }

    static List<Tick> percents() {
        return IntStream.rangeClosed(0, 4)
                .mapToObj(quarter -> new Tick(above(quarter / 4.0), quarter * 25 + "%", false))
                .toList();
    }

    /** Axis labels for some of the days. */
    static List<Tick> days(List<LocalDate> days) {
        int labels = Math.min(LABELS, days.size());
        return IntStream.range(0, labels)
                .mapToObj(label -> {
                    int day = label * (days.size() - 1) / Math.max(1, labels - 1);
                    return new Tick(middle(day, days.size()), DAY.format(days.get(day)), label % 2 == 1);
                })
                .toList();
    }

    static String middle(int number, int of) {
        return at((number + 0.5) / of);
    }
}
