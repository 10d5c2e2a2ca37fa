package io.countersign.bench.load;

import java.time.Duration;

/** The result of a load: the latencies of successful tasks, the number of failures and the total time. */
public record LoadResult(Latencies latencies, long failures, Duration took) {
    public double perSecond() {
        return latencies.count() / (took.toNanos() / 1e9);
    }

    /** A note on failures; empty without failures. */
    public String failuresNote() {
        return failures == 0 ? "" : ", %s failed".formatted(failures);
    }
}
