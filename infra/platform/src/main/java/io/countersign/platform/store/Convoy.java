package io.countersign.platform.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Readers who walk through history together, so that each page is read and deserialised once for all of them: who is ahead
 * waits for those a little behind, as long as they move. Nobody waits for a reader who is far behind or stands still.
 */
final class Convoy {
    private static final long FAR = 100 * OrderedPages.SIZE;

    private final long near;
    private final long patience;
    private final Set<Walker> walkers = new HashSet<>();

    /**
     * @param near     how many events a reader may be ahead of the next
     * @param patience for how long somebody who doesn't move is waited for
     */
    Convoy(long near, Duration patience) {
        this.near = near;
        this.patience = patience.toNanos();
    }

    synchronized Walker join(long position) {
        Walker walker = new Walker(position);
        walkers.add(walker);
        return walker;
    }

    /** One reader's place. */
    final class Walker {
        private long position;
        private long moved = System.nanoTime();

        private Walker(long position) {
            this.position = position;
        }

        /** Says how far this reader has come, and returns once the others are near, or don't come. */
        void reach(long now) {
            synchronized (Convoy.this) {
                position = now;
                moved = System.nanoTime();
                Convoy.this.notifyAll();
                try {
                    for (long left = worthWaiting(); left > 0; left = worthWaiting()) {
                        TimeUnit.NANOSECONDS.timedWait(Convoy.this, left);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        void leave() {
            synchronized (Convoy.this) {
                walkers.remove(this);
                Convoy.this.notifyAll();
            }
        }

        /** In nanoseconds, until the last one of those a little behind has lost this reader's patience. */
        private long worthWaiting() {
            long now = System.nanoTime();
            return walkers.stream()
                    .filter(other -> other.position < position - near && other.position >= position - FAR)
                    .mapToLong(other -> other.moved + patience - now)
                    .max()
                    .orElse(0);
        }
    }
}
