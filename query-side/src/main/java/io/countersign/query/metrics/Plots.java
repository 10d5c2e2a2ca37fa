package io.countersign.query.metrics;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What plots have in common. Places are SVG attributes in percent of a plot's width or height, so that the browser fits a
 * plot into its page while text and lines keep their size.
 */
final class Plots {
    private static final int LABELS = 7;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);

    private Plots() {}

    /**
     * A mark on an axis.
     *
     * @param minor whether it is left out where there is little room
     */
    record Tick(String at, String text, boolean minor) {}

    /** From 0, at the left or top, to 1. */
    static String at(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share * 100);
    }

    /** The same from below. */
    static String above(double share) {
        return at(1 - share);
    }

    /** A point of a line, in a coordinate system of 100 by 100. */
    static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.2f,%.2f", x * 100, (1 - y) * 100);
    }

    static List<Tick> percents() {
        return IntStream.rangeClosed(0, 4)
                .mapToObj(quarter -> new Tick(above(quarter / 4.0), quarter * 25 + "%", false))
                .toList();
    }

    /** Some of the days, each at the middle of its part of the width. */
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
