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
 * A thread that works from the program's start to its stop. After an exception or error it continues, with pauses that grow to
 * two seconds. Each kind of failure is logged once; {@link BackgroundThreadsHealth} reports it.
 */
public abstract class BackgroundThread implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundThread.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    /** Failures in a row from which on they are reported: a failover or a stop breaks a connection once. */
    private static final int REPORTED_FROM = 2;

    private static final int MOST_KINDS = 100;

    private final String name;
    private final int phase;
    private final boolean isNeededToServe;
    private final Object pause = new Object();
    private volatile Thread thread;
    private volatile Failure failure;
    /** The kinds of failures that were logged since it last succeeded; used by this thread only. */
    private final Set<String> logged = new HashSet<>();

    /**
     * @param phase           threads with a lower phase start earlier and stop later
     * @param isNeededToServe whether the program isn't ready while this thread fails
     */
    protected BackgroundThread(String name, int phase, boolean isNeededToServe) {
        this.name = name;
        this.phase = phase;
        this.isNeededToServe = isNeededToServe;
    }

    /**
     * One round of work, repeated until the stop. A long round must end when {@link #goesOn} is false, and call
     * {@link #succeeded} each time its work succeeds.
     */
    protected abstract void work() throws Exception;

    protected final boolean goesOn() {
        return thread == Thread.currentThread();
    }

    /** Called by the thread that stops this one; wakes it if it may wait for long. */
    protected void wakeUp(Thread running) {}

    public final String name() {
        return name;
    }

    final boolean isNeededToServe() {
        return isNeededToServe;
    }

    /**
     * The current failure of this thread.
     *
     * @param since time of the first failure in a row
     * @param times number of failures in a row
     */
    record Failure(Instant since, int times, String reason) {}

    /** The current failure, if it happened more than once in a row. */
    final Optional<Failure> failure() {
        return Optional.ofNullable(failure).filter(it -> it.times >= REPORTED_FROM);
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

    /** Even an error in here, for lack of memory, must not end the thread. */
    private void failed(Throwable cause) {
        try {
            if (goesOn()) {
                Failure before = failure;
                Failure now = new Failure(
                        before == null ? Instant.now() : before.since,
                        before == null ? 1 : before.times + 1,
                        reason(cause));
                failure = now;
                report(now, cause);
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

    private void report(Failure now, Throwable cause) {
        boolean isReported = now.times >= REPORTED_FROM || cause instanceof Error;
        if (isReported && logged.size() < MOST_KINDS && logged.add(now.reason.replaceAll("[0-9]+", "#"))) {
            log.warn(
                    "The thread {} fails and will retry: {}",
                    name,
                    now.reason,
                    StoreUnavailable.is(cause) ? null : cause);
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

    /** Reports that the work succeeds, which ends a series of failures. */
    protected final void succeeded() {
        failure = null;
        if (!logged.isEmpty()) {
            logged.clear();
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
            wakeUp(running);
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
