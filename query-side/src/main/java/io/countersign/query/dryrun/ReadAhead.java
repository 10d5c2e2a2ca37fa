package io.countersign.query.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Processes items in another thread, in batches, while the caller reads the next batch. At most two batches are in memory.
 */
final class ReadAhead<T> implements Consumer<T> {
    private static final int BATCH = 2_000;

    private final Consumer<T> work;
    private List<T> batch = new ArrayList<>(BATCH);
    private CompletableFuture<Void> before = CompletableFuture.completedFuture(null);

    /** @param work called for each item, by one thread at a time and in order */
    ReadAhead(Consumer<T> work) {
        this.work = work;
    }

    /** @throws RuntimeException if processing of an earlier item failed */
    @Override
    public void accept(T read) {
        batch.add(read);
        if (batch.size() == BATCH) {
            handOver();
        }
    }

    /** Waits until all items are processed. */
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
