package io.countersign.query.metrics;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** An axis from 0 to a round number with a few round steps. */
record AxisScale(double step, int steps) {
    private static final int MOST_STEPS = 4;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /**
     * @param largest the largest value on the axis
     * @param finest  the smallest allowed step
     */
    static AxisScale upTo(double largest, double finest) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(Math.max(largest / MOST_STEPS, finest))));
        for (double round : ROUND) {
            double step = Math.max(round * magnitude, finest);
            int steps = (int) Math.ceil(largest / step - 1e-9);
            if (steps <= MOST_STEPS && isWhole(step / finest)) {
                return new AxisScale(step, Math.max(1, steps));
            }
        }
        throw new IllegalArgumentException("No scale for %s".formatted(largest));
    }

    private static boolean isWhole(double number) {
        return Math.abs(number - Math.rint(number)) < 1e-9;
    }

    /** The position of a number on the axis, from 0 to 1. */
    double position(double number) {
        return number / (step * steps);
    }

    List<Plots.Tick> ticks(DoubleFunction<String> text) {
        return IntStream.rangeClosed(0, steps)
                .mapToObj(number ->
                        new Plots.Tick(Plots.above((double) number / steps), text.apply(number * step), false))
                .toList();
    }
}
