package io.countersign.bench.load;

import java.time.Duration;

/** What a load came to: the tasks that were answered well, how long each took, those that weren't, and the time for all. */
public record LoadResult(Latencies latencies, long failures, Duration took) {
    public double perSecond() {
        return latencies.count() / (took.toNanos() / 1e9);
    }

    /** Empty if all was answered well. */
    public String failuresNote() {
        return failures == 0 ? "" : ", %s failed".formatted(failures);
    }
}
