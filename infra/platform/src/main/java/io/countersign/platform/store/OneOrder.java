package io.countersign.platform.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest position that this process knows of, and a way to wait for the next. It only grows; whoever learns of a
 * newer one (the sequencer here, or the listener for sequencers elsewhere) tells it with {@link #reached}.
 */
public final class OneOrder {
    private static final Logger log = LoggerFactory.getLogger(OneOrder.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore wanted = new Semaphore(0);
    private volatile long head;

    /** The newest known position; 0 before the first event. */
    public long head() {
        return head;
    }

    void reached(long position) {
        lock.lock();
        try {
            if (position <= head) {
                return;
            }
            head = position;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(OneOrder::tell);
    }

    /** A listener may be shutting down; whoever brings the news goes on all the same. */
    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.warn("A reader of the order couldn't be told of new events: {}", e.toString());
        }
    }

    /** Waits until the head is past the position; false if that took longer. */
    public boolean awaitPast(long position, long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        lock.lock();
        try {
            while (head <= position) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = grown.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Says that somebody waits for a position that isn't there yet. */
    void want() {
        if (wanted.availablePermits() == 0) {
            wanted.release();
        }
    }

    /** Waits for so long, or until somebody wants a position. */
    void awaitWanted(long nanos) throws InterruptedException {
        wanted.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        wanted.drainPermits();
    }

    /** Calls back, on the thread that brings the news, whenever the head has grown. */
    Subscription onGrowth(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends with {@link #cancel}. */
    interface Subscription {
        void cancel();
    }
}
