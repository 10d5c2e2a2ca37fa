package io.countersign.query.metrics;

import io.countersign.query.pages.Figures;
import java.util.List;

/** Stated confidence against the share that people agreed with. A dot on the diagonal means that the confidence was right. */
record CalibrationPlot(String summary, List<Plots.Tick> predicted, List<Plots.Tick> observed, List<Dot> dots) {
    private static final Figures FIGURES = new Figures();
    private static final int SMALLEST = 4;
    private static final int LARGEST = 12;

    /** @param r in pixels; the area follows the number of decisions */
    record Dot(String text, String x, String y, String r) {}

    static CalibrationPlot of(List<Metrics.Bin> bins) {
        List<Metrics.Bin> filled = bins.stream().filter(bin -> bin.count() > 0).toList();
        long most = filled.stream().mapToLong(Metrics.Bin::count).max().orElse(1);
        return new CalibrationPlot(
                summary(filled),
                Plots.percents().stream().map(CalibrationPlot::fromLeft).toList(),
                Plots.percents(),
                filled.stream().map(bin -> dot(bin, most)).toList());
    }

    private static Plots.Tick fromLeft(Plots.Tick tick) {
        return new Plots.Tick(tick.text(), tick.text(), false);
    }

    private static Dot dot(Metrics.Bin bin, long most) {
        double size = Math.sqrt((double) bin.count() / most);
        return new Dot(
                "Confidence %s, people agreed with %s of %s"
                        .formatted(
                                FIGURES.percent(bin.predicted()),
                                FIGURES.percent(bin.observed()),
                                FIGURES.count(bin.count())),
                Plots.at(bin.predicted().doubleValue()),
                Plots.above(bin.observed().doubleValue()),
                Long.toString(Math.round(SMALLEST + (LARGEST - SMALLEST) * size)));
    }

    private static String summary(List<Metrics.Bin> filled) {
        if (filled.isEmpty()) {
            return "No transaction has been reviewed yet.";
        }
        Metrics.Bin largest = filled.stream()
                .max((one, other) -> Long.compare(one.count(), other.count()))
                .orElseThrow();
        return "In the largest of %4$s groups, %3$s transactions, the average confidence was %1$s and people agreed with %2$s."
                .formatted(
                        FIGURES.percent(largest.predicted()), FIGURES.percent(largest.observed()),
                        FIGURES.count(largest.count()), filled.size());
    }
}
