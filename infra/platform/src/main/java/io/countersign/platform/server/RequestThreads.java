package io.countersign.platform.server;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that serve requests. When all of them are busy, a few reserved ones take over, which answer probes (see
 * {@link RequestGate}) and refuse the rest (see {@link RequestBuffering}), neither of which waits for anything.
 */
final class RequestThreads implements Executor, AutoCloseable {
    private static final int RESERVED = 4;

    private final ThreadPoolExecutor reserve;
    private final ThreadPoolExecutor workers;

    /** @param most how many requests are served at once */
    RequestThreads(int most) {
        AtomicInteger reserved = new AtomicInteger();
        this.reserve = new ThreadPoolExecutor(
                RESERVED,
                RESERVED,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> named(new ReservedThread(task), "http-reserved-" + reserved.incrementAndGet()));
        AtomicInteger started = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                Math.min(10, most),
                most,
                60,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> named(new Thread(task), "http-" + started.incrementAndGet()),
                (task, full) -> reserve.execute(task));
    }

    private static Thread named(Thread thread, String name) {
        thread.setName(name);
        thread.setDaemon(true);
        thread.setContextClassLoader(RequestThreads.class.getClassLoader());
        return thread;
    }

    /** Whether the present thread is kept for what needs no waiting. */
    static boolean isReserved() {
        return Thread.currentThread() instanceof ReservedThread;
    }

    @Override
    public void execute(Runnable task) {
        workers.execute(task);
    }

    @Override
    public void close() {
        workers.shutdown();
        reserve.shutdown();
    }

    private static final class ReservedThread extends Thread {
        private ReservedThread(Runnable task) {
            super(task);
        }
    }
}
