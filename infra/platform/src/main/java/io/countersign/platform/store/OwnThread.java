package io.countersign.platform.store;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** A thread that works from the program's start to its stop, and begins anew after whatever goes wrong. */
public abstract class OwnThread implements SmartLifecycle {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final int phase;
    private volatile Thread thread;

    /** @param phase those with a lower one start before it and stop after it */
    protected OwnThread(String name, int phase) {
        this.name = name;
        this.phase = phase;
    }

    /** Until {@link #goesOn} says no. */
    protected abstract void run() throws InterruptedException;

    protected final boolean goesOn() {
        return thread == Thread.currentThread();
    }

    /** Called by whoever stops it; ends what it waits for, where that may take long. */
    protected void hurry(Thread running) {}

    @Override
    public final void start() {
        thread = new Thread(this::runToTheEnd, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void runToTheEnd() {
        try {
            run();
        } catch (InterruptedException e) {
            // Nothing is left to do: it was told to hurry.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
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
