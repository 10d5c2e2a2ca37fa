package io.countersign.query.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Lets another thread work on what was read, a batch after the other, while the next one is being read; so there are never
 * more than two batches in memory.
 */
final class ReadAhead<T> implements Consumer<T> {
    private static final int BATCH = 2_000;

    private final Consumer<T> work;
    private List<T> batch = new ArrayList<>(BATCH);
    private CompletableFuture<Void> before = CompletableFuture.completedFuture(null);

    /** @param work is done by one thread at a time, in the order of reading */
    ReadAhead(Consumer<T> work) {
        this.work = work;
    }

    /** @throws RuntimeException that the work on an earlier one ended with */
    @Override
    public void accept(T read) {
        batch.add(read);
        if (batch.size() == BATCH) {
            handOver();
        }
    }

    /** Waits until all is done. */
    void finish() {
        handOver();
        await();
    }

    private void handOver() {
        await();
        List<T> full = batch;
        batch = new ArrayList<>(BATCH);
        before = CompletableFuture.runAsync(() -> full.forEach(work));
    }

    private void await() {
        try {
            before.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
