package io.countersign.bench.load;

import io.countersign.bench.http.Client;
import io.countersign.bench.http.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Generates load with several workers, each with its own persistent connection. */
public final class LoadGenerator {
    private final List<Client> clients;
    private final int count;

    public LoadGenerator(Client client, int count) {
        this(List.of(client), count);
    }

    /** Workers that are distributed over several programs. */
    public LoadGenerator(List<Client> clients, int count) {
        this.clients = List.copyOf(clients);
        this.count = count;
    }

    /** Closed loop: every worker starts its next task as soon as the last one is finished. */
    public LoadResult closedLoop(Duration time, LoadTask task) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return run((connection, counter, tally) -> {
            while (System.nanoTime() < end) {
                tally.time(System.nanoTime(), () -> task.run(connection, counter.getAndIncrement()));
            }
        });
    }

    /**
     * Open loop: tasks are due at a fixed rate, whether or not earlier ones are finished, and latency counts from the due time. So a stall of the service is visible in all tasks that would have waited (no coordinated omission).
     */
    public LoadResult openLoop(Duration time, int perSecond, LoadTask task) throws IOException, InterruptedException {
        long total = time.toSeconds() * perSecond;
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        return run((connection, counter, tally) -> {
            for (long number = counter.getAndIncrement(); number < total; number = counter.getAndIncrement()) {
                long due = start + number * TimeUnit.SECONDS.toNanos(1) / perSecond;
                awaitUntil(due);
                long mine = number;
                tally.time(due, () -> task.run(connection, mine));
            }
        });
    }

    private LoadResult run(Worker worker) throws IOException, InterruptedException {
        AtomicLong counter = new AtomicLong();
        Tally tally = new Tally();
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Client client = clients.get(i % clients.size());
                running.add(threads.submit(() -> {
                    try (Connection connection = client.connect()) {
                        worker.work(connection, counter, tally);
                    }
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
            return tally.outcome(Duration.ofNanos(System.nanoTime() - start));
        } catch (ExecutionException e) {
            throw new IOException("The load broke off", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private interface Worker {
        void work(Connection connection, AtomicLong counter, Tally tally) throws IOException;
    }

    private interface Timed {
        boolean run() throws IOException;
    }

    private static final class Tally {
        private final Latencies latencies = new Latencies();
        private final AtomicLong failures = new AtomicLong();

        void time(long from, Timed task) throws IOException {
            if (task.run()) {
                latencies.record(System.nanoTime() - from);
            } else {
                failures.incrementAndGet();
            }
        }

        LoadResult outcome(Duration took) {
            return new LoadResult(latencies, failures.get(), took);
        }
    }
}
