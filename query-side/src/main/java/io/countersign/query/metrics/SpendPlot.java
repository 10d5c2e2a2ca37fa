package io.countersign.query.metrics;

import io.countersign.query.pages.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.IntStream;

/**
 * The spend on language models this month, accumulated by day, with the cap.
 *
 * @param line  points of a polyline
 * @param cap   the height of the cap
 * @param spent the days with spend
 */
record SpendPlot(
        String summary,
        List<Plots.Tick> dollars,
        List<Plots.Tick> days,
        String line,
        String area,
        String cap,
        List<Spent> spent) {
    private static final Figures FIGURES = new Figures();
    private static final double CENT = 0.01;

    /** @param soFar the spend of this month up to and including this day */
    record Spent(LocalDate day, BigDecimal usd, BigDecimal soFar) {}

    static SpendPlot of(NavigableMap<LocalDate, BigDecimal> spend, BigDecimal cap, LocalDate today) {
        List<Spent> days = soFar(spend, today);
        BigDecimal total = days.get(days.size() - 1).soFar();
        AxisScale scale = AxisScale.upTo(Math.max(total.max(cap).doubleValue(), CENT), CENT);
        String line = line(days, today.lengthOfMonth(), scale);
        return new SpendPlot(
                "%s of %s spent this month by %s.".formatted(FIGURES.dollars(total), FIGURES.dollars(cap), today),
                scale.ticks(dollars -> FIGURES.dollars(BigDecimal.valueOf(dollars))),
                Plots.days(monthOf(today)),
                line,
                "%s %s %s".formatted(Plots.point(0, 0), line, Plots.point(end(days.size(), today), 0)),
                Plots.above(scale.position(cap.doubleValue())),
                days.stream().filter(day -> day.usd().signum() > 0).toList());
    }

    private static List<LocalDate> monthOf(LocalDate today) {
        return IntStream.rangeClosed(1, today.lengthOfMonth())
                .mapToObj(today::withDayOfMonth)
                .toList();
    }

    private static List<Spent> soFar(NavigableMap<LocalDate, BigDecimal> spend, LocalDate today) {
        List<Spent> days = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (LocalDate day : monthOf(today).subList(0, today.getDayOfMonth())) {
            BigDecimal usd = spend.getOrDefault(day, BigDecimal.ZERO);
            sum = sum.add(usd);
            days.add(new Spent(day, usd, sum));
        }
        return days;
    }

    /** A step line with one step for each day. */
    private static String line(List<Spent> days, int daysInMonth, AxisScale scale) {
        List<String> points = new ArrayList<>();
        for (int number = 0; number < days.size(); number++) {
            double y = scale.position(days.get(number).soFar().doubleValue());
            points.add(Plots.point((double) number / daysInMonth, y));
            points.add(Plots.point((number + 1.0) / daysInMonth, y));
        }
        return String.join(" ", points);
    }

    private static double end(int days, LocalDate today) {
        return (double) days / today.lengthOfMonth();
    }
}
