package io.countersign.platform.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets readers of history wait for each other, so that each page is read and decoded once for all of them. A reader that is
 * ahead waits for those a little behind while they move. No reader waits for one that is far behind or stands still.
 */
final class ReaderConvoy {
    private static final long FAR = 100 * EventPage.MOST_EVENTS;

    private final long near;
    private final long patience;
    private final Set<Walker> walkers = new HashSet<>();

    /**
     * @param near     how many events a reader may be ahead of the next
     * @param patience how long to wait for a reader that doesn't move
     */
    ReaderConvoy(long near, Duration patience) {
        this.near = near;
        this.patience = patience.toNanos();
    }

    synchronized Walker join(long position) {
        Walker walker = new Walker(position);
        walkers.add(walker);
        return walker;
    }

    /** One reader. */
    final class Walker {
        private long position;
        private long moved = System.nanoTime();

        private Walker(long position) {
            this.position = position;
        }

        /** Reports this reader's position, and waits until the others are near or stand still. */
        void reach(long now) {
            synchronized (ReaderConvoy.this) {
                position = now;
                moved = System.nanoTime();
                ReaderConvoy.this.notifyAll();
                try {
                    for (long left = worthWaiting(); left > 0; left = worthWaiting()) {
                        TimeUnit.NANOSECONDS.timedWait(ReaderConvoy.this, left);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        void leave() {
            synchronized (ReaderConvoy.this) {
                walkers.remove(this);
                ReaderConvoy.this.notifyAll();
            }
        }

        /** How many nanoseconds to wait at most for the readers that are a little behind. */
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
