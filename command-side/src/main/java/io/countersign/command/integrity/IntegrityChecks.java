package io.countersign.command.integrity;

import io.countersign.platform.store.BackgroundThread;
import io.countersign.platform.store.EventPositions;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the integrity checks after the start, every ten minutes, and when asked: each in a snapshot of its own, one node at
 * a time under an advisory lock. A difference counts if a second look still finds it, as a table may be about to follow its
 * events. Results are kept for health and pages; each new difference is a warning in the log.
 */
@Component
class IntegrityChecks extends BackgroundThread {
    private static final Logger log = LoggerFactory.getLogger(IntegrityChecks.class);
    private static final long EVERY_MINUTES = 10;
    private static final long SECOND_LOOK_AFTER_MILLIS = 1_000;
    /** Any number, so long as every node takes the same: "integrity" on a phone's keys. */
    private static final long LOCK = 468_347_489L;

    private final List<IntegrityCheck> checks;
    private final JdbcClient jdbc;
    private final EventPositions positions;
    private final TransactionTemplate snapshot;
    private final BlockingQueue<Boolean> requests = new ArrayBlockingQueue<>(1);
    private boolean isWholeWanted;

    IntegrityChecks(
            List<IntegrityCheck> checks,
            JdbcClient jdbc,
            EventPositions positions,
            PlatformTransactionManager transactions) {
        super("integrity-checks", Integer.MAX_VALUE - 100, false);
        this.checks = checks;
        this.jdbc = jdbc;
        this.positions = positions;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Has every check compare the whole record soon. Requests that wait already are one. */
    void request() {
        requests.offer(true);
    }

    @Override
    protected void work() throws InterruptedException {
        for (IntegrityCheck check : checks) {
            run(check);
        }
        succeeded();
        isWholeWanted = requests.poll(EVERY_MINUTES, TimeUnit.MINUTES) != null;
    }

    @Override
    protected void wakeUp(Thread running) {
        running.interrupt();
    }

    private void run(IntegrityCheck check) throws InterruptedException {
        List<String> found = look(check);
        if (!found.isEmpty()) {
            Thread.sleep(SECOND_LOOK_AFTER_MILLIS);
            found = look(check).stream().filter(found::contains).toList();
        }
        keep(check, found);
    }

    private List<String> look(IntegrityCheck check) {
        return snapshot.execute(status -> isOurTurn() ? check.differences(isWholeWanted) : List.of());
    }

    /** Waits for another node's look; the lock ends with the transaction. */
    private boolean isOurTurn() {
        return jdbc.sql("select pg_advisory_xact_lock(:lock) is not null")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    private void keep(IntegrityCheck check, List<String> differences) {
        List<String> before = jdbc.sql(
                        "select unnest(differences) from event_store.integrity_result where name = :name")
                .param("name", check.name())
                .query(String.class)
                .list();
        differences.stream()
                .filter(difference -> !before.contains(difference))
                .forEach(difference -> log.warn("Integrity check \"{}\": {}", check.name(), difference));
        jdbc.sql("""
                        insert into event_store.integrity_result (name, checked_at, whole, position, differences)
                        values (:name, now(), :whole, :position, :differences)
                        on conflict (name) do update
                        set checked_at = excluded.checked_at, whole = excluded.whole,
                            position = excluded.position, differences = excluded.differences
                        """)
                .param("name", check.name())
                .param("whole", isWholeWanted)
                .param("position", positions.head())
                .param("differences", differences.toArray(String[]::new))
                .update();
    }
}
