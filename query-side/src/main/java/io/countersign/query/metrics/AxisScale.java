package io.countersign.query.metrics;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** An axis from 0 to a round number, in a few round steps. */
record Scale(double step, int steps) {
    private static final int MOST_STEPS = 4;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /**
     * @param largest what must have room
     * @param finest  the smallest step there may be
     */
    static Scale upTo(double largest, double finest) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(Math.max(largest / MOST_STEPS, finest))));
        for (double round : ROUND) {
            double step = Math.max(round * magnitude, finest);
            int steps = (int) Math.ceil(largest / step - 1e-9);
            if (steps <= MOST_STEPS && isWhole(step / finest)) {
                return new Scale(step, Math.max(1, steps));
            }
        }
        throw new IllegalArgumentException("No scale for %s".formatted(largest));
    }

    private static boolean isWhole(double number) {
        return Math.abs(number - Math.rint(number)) < 1e-9;
    }

    /** Where a number lies, from 0 to 1. */
    double share(double number) {
        return number / (step * steps);
    }

    List<Plots.Tick> ticks(DoubleFunction<String> text) {
        return IntStream.rangeClosed(0, steps)
                .mapToObj(number ->
                        new Plots.Tick(Plots.above((double) number / steps), text.apply(number * step), false))
                .toList();
    }
}
