package io.countersign.query.audit;

import io.countersign.platform.store.BackgroundThread;
import io.countersign.platform.store.OrderHead;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Reads new entries once for all live streams of this node, and only while there are any. It reads when new events get positions, repeatedly until the projection has caught up, and at least once a second.
 */
@Component
class NewEntries extends BackgroundThread {
    private static final int REMEMBERED = 2_000;
    private static final int AT_ONCE = 500;
    private static final long LOOK_MILLIS = 1_000;
    private static final long CATCH_UP_MILLIS = 20;

    private final AuditView view;
    private final OrderHead order;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Long, EntryRow> remembered = new TreeMap<>();
    private long forgotten;
    private long reached;
    private int followers;

    /** Stops before the web server waits for open requests. */
    NewEntries(AuditView view, OrderHead order) {
        super("new-audit-entries", DEFAULT_PHASE, false);
        this.view = view;
        this.order = order;
    }

    /**
     * The entries after a position.
     *
     * @param entries oldest first; null if some are no longer in memory
     * @param reached the position up to which the entries are complete
     */
    record Update(List<EntryRow> entries, long reached) {}

    /** Registers a stream, which must call {@link #leave} at its end. */
    void join() {
        long head = view.head();
        lock.lock();
        try {
            if (followers++ == 0) {
                remembered.clear();
                forgotten = head;
                reached = head;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            followers--;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are entries after the position, but no longer than this. */
    Update after(long position, long millis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (reached <= position && nanos > 0 && isRunning()) {
                nanos = changed.awaitNanos(nanos);
            }
            List<EntryRow> entries = position < forgotten
                    ? null
                    : List.copyOf(remembered.tailMap(position, false).values());
            return new Update(entries, reached);
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void work() throws InterruptedException {
        long position = awaitFollower();
        List<EntryRow> entries = EntryRow.of(view.after(AuditFilter.EVERYTHING, position, AT_ONCE));
        if (entries.isEmpty()) {
            awaitGrowth(position);
        } else {
            remember(entries);
        }
    }

    private long awaitFollower() throws InterruptedException {
        lock.lock();
        try {
            while (followers == 0) {
                changed.await();
            }
            return reached;
        } finally {
            lock.unlock();
        }
    }

    private void remember(List<EntryRow> entries) {
        lock.lock();
        try {
            entries.forEach(entry -> remembered.put(entry.position(), entry));
            reached = Math.max(reached, remembered.lastKey());
            while (remembered.size() > REMEMBERED) {
                forgotten = Math.max(forgotten, remembered.pollFirstEntry().getKey());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitGrowth(long position) throws InterruptedException {
        if (order.head() > position) {
            TimeUnit.MILLISECONDS.sleep(CATCH_UP_MILLIS);
        } else {
            order.awaitPast(position, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void wakeUp(Thread running) {
        running.interrupt();
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
