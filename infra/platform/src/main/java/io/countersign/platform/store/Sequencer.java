package io.countersign.platform.store;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives committed events their positions. Every writing node runs one and whoever comes first does the work; an advisory
 * lock lets one at a time do it, held for one short transaction, so nothing needs to be taken over from a node that
 * died. Woken after each append on this node; a slow poll finds what a node committed just before it died. Each run
 * costs every projection a batch, so where runs have followed each other for half a second, events wait a moment for more to
 * come, unless somebody waits for their positions.
 */
final class Sequencer extends BackgroundThread {
    private static final long POLL_MILLIS = 250;
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** So many runs may follow each other at once, and are made good by as many moments without one. */
    private static final long BURST_NANOS = 25 * MOMENT_NANOS;
    /** Any number, so long as every node takes the same: "one order" on a phone's keys. */
    private static final long LOCK = 663_67337L;
    /** Events between two sweeps of the pending table: far sooner than autovacuum, which comes once a minute. */
    private static final long SWEEP_AFTER = 5_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final OneOrder order;
    private final Semaphore appended = new Semaphore(0);
    private long swept;
    /** When the runs so far would have ended, had there been one a moment. */
    private volatile long paced = System.nanoTime();

    /** Starts before anything that reads the order, stops after everything that appends. */
    Sequencer(JdbcClient jdbc, TransactionTemplate transactions, OneOrder order) {
        super("sequencer", Integer.MIN_VALUE + 100, true);
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.order = order;
    }

    /** Says that a transaction with new events has committed here. */
    void wake() {
        appended.release();
    }

    /** Gives every event that is committed and visible now its position. */
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

    /** Every look at pending passes what earlier ones took, until that is swept away. */
    private void sweep() {
        if (order.head() - swept >= SWEEP_AFTER) {
            jdbc.sql("vacuum (skip_locked) event_store.pending").update();
            swept = order.head();
        }
    }

    @Override
    protected void work() throws InterruptedException {
        appended.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
        order.awaitWanted(paced - BURST_NANOS - System.nanoTime());
        appended.drainPermits();
        sequence();
        sweep();
    }

    @Override
    protected void hurry(Thread running) {
        wake();
    }
}
