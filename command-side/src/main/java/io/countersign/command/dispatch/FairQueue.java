package io.countersign.command.dispatch;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Admits work on this node in the order of arrival: one at a time for each name, and a limited number in total. Work that waits
 * for a name does not count against the total.
 */
final class FairQueue {
    static final String TOO_LONG = "Other changes of the same take too long; try again";

    private final Semaphore places;
    private final Duration patience;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** @param patience how long work may wait before it is refused */
    FairQueue(int places, Duration patience) {
        this.places = new Semaphore(places, true);
        this.patience = patience;
    }

    /**
     * Does the work as soon as nothing else is done under its names, and there is a place.
     *
     * @throws Refusal unavailable, if that takes longer than the patience; then nothing was done
     */
    <R> R run(SortedSet<String> names, Supplier<R> work) {
        long deadline = System.nanoTime() + patience.toNanos();
        Deque<Runnable> ends = new ArrayDeque<>();
        try {
            for (String name : names) {
                ends.push(enter(name, deadline));
            }
            await(places, deadline, "Too many changes are under way at the moment; try again");
            ends.push(places::release);
            return work.get();
        } finally {
            ends.forEach(Runnable::run);
        }
    }

    /** @return what lets the next one in */
    private Runnable enter(String name, long deadline) {
        Line line = lines.compute(name, (key, known) -> (known == null ? new Line() : known).joined());
        try {
            await(line.turn, deadline, TOO_LONG);
        } catch (Refusal refusal) {
            leave(name);
            throw refusal;
        }
        return () -> {
            line.turn.release();
            leave(name);
        };
    }

    private void leave(String name) {
        lines.computeIfPresent(name, (key, line) -> line.left());
    }

    private static void await(Semaphore turn, long deadline, String refusal) {
        try {
            if (!turn.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw ErrorCode.UNAVAILABLE.because(refusal);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
    }

    /** Those who want or have their turn under one name; gone when there are none. */
    private static final class Line {
        private final Semaphore turn = new Semaphore(1, true);
        private int members;

        Line joined() {
            members++;
            return this;
        }

        Line left() {
            members--;
            return members == 0 ? null : this;
        }
    }
}
