package io.countersign.bench.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Records latencies in nanoseconds with three significant digits. Thread-safe. */
public final class Latencies {
    private static final long HIGHEST = 300_000_000_000L;

    private final Recorder recorder = new Recorder(HIGHEST, 3);
    private final Histogram all = new Histogram(HIGHEST, 3);

    public void record(long nanos) {
        recorder.recordValue(Math.max(0, Math.min(HIGHEST, nanos)));
    }

    public synchronized double millis(double percentile) {
        all.add(recorder.getIntervalHistogram());
        return all.getValueAtPercentile(percentile) / 1e6;
    }

    public synchronized long count() {
        all.add(recorder.getIntervalHistogram());
        return all.getTotalCount();
    }

    @Override
    public String toString() {
        return "p50 %.1f, p95 %.1f, p99 %.1f ms".formatted(millis(50), millis(95), millis(99));
    }
}
