package io.countersign.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures the time of long-running work. */
final class Timing {
    private Timing() {}

    interface Work {
        void run() throws IOException, InterruptedException;
    }

    static double seconds(Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }
}
