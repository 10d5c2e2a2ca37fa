package io.countersign.loader;

import java.time.Duration;
import java.util.Locale;

/** Formats a time and the rows per second. */
final class Speed {

    private Speed() {}

    /** For instance {@code 12.3 s (8,130 rows/s)}. */
    static String of(long rows, Duration took) {
        double seconds = took.toNanos() / 1e9;
        if (rows == 0) return String.format(Locale.ROOT, "%.1f s", seconds);
        return String.format(Locale.ROOT, "%.1f s (%,.0f rows/s)", seconds, rows / Math.max(seconds, 1e-3));
    }
}
