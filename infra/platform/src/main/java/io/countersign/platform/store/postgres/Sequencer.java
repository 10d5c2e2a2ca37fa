package io.countersign.platform.store.postgres;

import io.countersign.platform.store.BackgroundThread;
import io.countersign.platform.store.OrderHead;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Assigns positions to committed events. Every writing node runs one. An advisory lock, held for one short transaction, lets
 * one at a time do the work; a crash loses nothing, as the next run of any node continues. An append on this node wakes it,
 * and a poll every {@value #POLL_MILLIS} ms finds events of nodes that died. Each run costs every projection a batch, so
 * after half a second of runs without a pause it waits {@code MOMENT_NANOS} before each run to collect more events, unless
 * someone waits for a position.
 */
final class Sequencer extends BackgroundThread {
    private static final long POLL_MILLIS = 250;
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** How far runs may get ahead of the pace of one run per moment. */
    private static final long BURST_NANOS = 25 * MOMENT_NANOS;
    /** The key of the advisory lock: any number that is the same on every node. */
    private static final long LOCK = 663_67337L;
    /** Number of events after which the pending table is vacuumed, which is sooner than autovacuum would. */
    private static final long VACUUM_AFTER = 5_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final OrderHead order;
    private final Semaphore appended = new Semaphore(0);
    private long vacuumedAt;
    /** When the runs so far would have ended at a pace of one run per moment. */
    private volatile long paced = System.nanoTime();

    /** Starts before anything that reads the order, stops after everything that appends. */
    Sequencer(JdbcClient jdbc, TransactionTemplate transactions, OrderHead order) {
        super("sequencer", Integer.MIN_VALUE + 100, true);
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.order = order;
    }

    /** Called after a transaction with new events has committed on this node. */
    void wake() {
        appended.release();
    }

    /** Assigns positions to all events that are committed and visible now; returns the newest position. */
    long sequence() {
        Long newest = transactions.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(rs -> {});
            return jdbc.sql("""
                            with taken as (
                                delete from event_store.pending returning global_index, time_stamp
                            ), last as (
                                select position, reached_at from event_store.event_order order by position desc limit 1
                            ), given as (
                                insert into event_store.event_order (position, global_index, reached_at)
                                select coalesce((select position from last), 0)
                                           + row_number() over (order by taken.global_index),
                                       taken.global_index,
                                       greatest((select reached_at from last),
                                                max(taken.time_stamp) over (order by taken.global_index))
                                from taken
                                returning position
                            )
                            select max(position) as newest,
                                   pg_notify('countersign_order', max(position)::text)
                            from given
                            having count(*) > 0
                            """)
                    .query((row, n) -> row.getLong("newest"))
                    .optional()
                    .orElse(null);
        });
        if (newest != null) {
            long now = System.nanoTime();
            paced = MOMENT_NANOS + (paced - now > 0 ? paced : now);
            order.reached(newest);
        }
        return order.head();
    }

    /** Each run scans the dead rows of earlier runs until a vacuum removes them. */
    private void vacuum() {
        if (order.head() - vacuumedAt >= VACUUM_AFTER) {
            jdbc.sql("vacuum (skip_locked) event_store.pending").update();
            vacuumedAt = order.head();
        }
    }

    @Override
    protected void work() throws InterruptedException {
        appended.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
        order.awaitWanted(paced - BURST_NANOS - System.nanoTime());
        appended.drainPermits();
        sequence();
        vacuum();
    }

    @Override
    protected void wakeUp(Thread running) {
        wake();
    }
}
