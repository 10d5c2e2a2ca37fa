package io.countersign.platform.server;

import java.util.concurrent.TimeUnit;

/** The slowest accepted transfer: {@value #BYTES_A_SECOND} bytes a second on average, after a grace time. */
final class TransferRate {
    static final long BYTES_A_SECOND = 240;
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long begun = System.nanoTime();

    /** Whether this number of bytes is too few by now. */
    boolean isTooSlow(long bytes) {
        long taken = System.nanoTime() - begun;
        return taken > GRACE_NANOS && bytes < taken / 1e9 * BYTES_A_SECOND;
    }
}
