package io.countersign.platform.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;

/**
 * A thread that works from the program's start to its stop. It goes on after any exception or error, with pauses that grow to
 * two seconds while failures follow each other. A kind of failure is logged once, and health tells of it: see
 * {@link BackgroundThreadsHealth}.
 */
public abstract class BackgroundThread implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundThread.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    /** A failover and a stop break a connection once; from the second failure in a row on it's worth telling. */
    private static final int WORTH_TELLING = 2;

    private static final int MOST_KINDS = 100;

    private final String name;
    private final int phase;
    private final boolean isNeededToServe;
    private final Object pause = new Object();
    private volatile Thread thread;
    private volatile Failure failure;
    /** The kinds of failures that are logged already, since it worked last; used by the thread alone. */
    private final Set<String> told = new HashSet<>();

    /**
     * @param phase           those with a lower one start before it and stop after it
     * @param isNeededToServe whether the program isn't ready while this thread fails
     */
    protected BackgroundThread(String name, int phase, boolean isNeededToServe) {
        this.name = name;
        this.phase = phase;
        this.isNeededToServe = isNeededToServe;
    }

    /**
     * One round of work, done again and again. One that takes long ends when {@link #goesOn} says no, and calls
     * {@link #succeeded} as soon as it does what it is there for.
     */
    protected abstract void work() throws Exception;

    protected final boolean goesOn() {
        return thread == Thread.currentThread();
    }

    /** Called by the thread that stops this one; ends what it waits for, where that may take long. */
    protected void hurry(Thread running) {}

    public final String name() {
        return name;
    }

    final boolean isNeededToServe() {
        return isNeededToServe;
    }

    /**
     * What this thread fails with now.
     *
     * @param since when the first of the failures that followed each other happened
     * @param times how many of them there were
     */
    record Failure(Instant since, int times, String reason) {}

    /** What it fails with, if that happened more than once in a row. */
    final Optional<Failure> failure() {
        return Optional.ofNullable(failure).filter(it -> it.times >= WORTH_TELLING);
    }

    @Override
    public final void start() {
        Thread started = new Thread(this::workUntilStopped, name);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void workUntilStopped() {
        while (goesOn()) {
            try {
                work();
                succeeded();
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    /** What goes wrong even here, for want of memory, must not end the thread. */
    private void failed(Throwable cause) {
        try {
            if (goesOn()) {
                Failure before = failure;
                Failure now = new Failure(
                        before == null ? Instant.now() : before.since,
                        before == null ? 1 : before.times + 1,
                        reason(cause));
                failure = now;
                tell(now, cause);
                pause(now.times);
            }
        } catch (Throwable e) {
            Thread.yield();
        }
    }

    private static String reason(Throwable cause) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private void tell(Failure now, Throwable cause) {
        boolean isWorthTelling = now.times >= WORTH_TELLING || cause instanceof Error;
        if (isWorthTelling && told.size() < MOST_KINDS && told.add(now.reason.replaceAll("[0-9]+", "#"))) {
            log.warn("The thread {} fails and tries again: {}", name, now.reason, StoreAway.is(cause) ? null : cause);
        }
    }

    private void pause(int times) throws InterruptedException {
        long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(times - 1, 10));
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        synchronized (pause) {
            for (long left = millis; goesOn() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                pause.wait(left);
            }
        }
    }

    /** Says that the work is done as it should be. */
    protected final void succeeded() {
        failure = null;
        if (!told.isEmpty()) {
            told.clear();
            log.info("The thread {} works again", name);
        }
    }

    @Override
    public final void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            synchronized (pause) {
                pause.notifyAll();
            }
            hurry(running);
            try {
                running.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }

    @Override
    public final int getPhase() {
        return phase;
    }
}
