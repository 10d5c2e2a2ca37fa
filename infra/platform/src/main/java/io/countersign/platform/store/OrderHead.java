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
 * The newest position that this process knows, and a way to wait for the next one. It only grows: the sequencer of this node
 * and the listener for other nodes report new positions with {@link #reached}.
 */
public final class OrderHead {
    private static final Logger log = LoggerFactory.getLogger(OrderHead.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore wanted = new Semaphore(0);
    private volatile long head;

    /** The newest known position; 0 before the first event. */
    public long head() {
        return head;
    }

    /** Reports a position that has been assigned; an older one than is known already changes nothing. */
    public void reached(long position) {
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
        listeners.forEach(OrderHead::call);
    }

    /** A listener may fail while it shuts down; that must not stop the thread that reports the position. */
    private static void call(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.warn("A reader could not be notified of new events: {}", e.toString());
        }
    }

    /** Waits until the head is past the position; false after the timeout. */
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

    /** Asks the sequencer to hurry, because someone waits for a position that isn't assigned yet. */
    public void want() {
        if (wanted.availablePermits() == 0) {
            wanted.release();
        }
    }

    /** Waits for a time, or until {@link #want} is called. */
    public void awaitWanted(long nanos) throws InterruptedException {
        wanted.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        wanted.drainPermits();
    }

    /** Calls the listener each time the head has grown, on the thread that reports it. */
    public Subscription onGrowth(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A registered listener. */
    interface Subscription {
        void cancel();
    }
}
