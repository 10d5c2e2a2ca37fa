package io.countersign.platform.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks several times a second whether transfers that hold no thread keep their rate, and ends those that don't. */
final class TransferWatch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 200;

    private final Set<Transfer> transfers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "transfer-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final Executor threads;

    TransferWatch(Executor threads) {
        this.threads = threads;
        timer.scheduleWithFixedDelay(
                () -> transfers.forEach(Transfer::endIfTooSlow), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Transfer transfer) {
        transfers.add(transfer);
    }

    /** Runs what may take a moment, as writing does, elsewhere than on the thread that watches. */
    void execute(Runnable work) {
        threads.execute(work);
    }

    void remove(Transfer transfer) {
        transfers.remove(transfer);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Something that goes over a connection in pieces. */
    interface Transfer {
        /** Must not throw. */
        void endIfTooSlow();
    }
}
