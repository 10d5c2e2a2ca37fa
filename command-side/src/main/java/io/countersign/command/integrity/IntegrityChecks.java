package io.countersign.command.integrity;

import io.countersign.platform.store.OwnThread;
import java.sql.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the integrity checks after the start, every ten minutes, and when asked: each in a snapshot of its own, one node at
 * a time under an advisory lock. A difference counts when a second look still finds it, so that a table that is about to
 * follow its events is none. Results are kept for pages and health; new differences are warnings in the log.
 */
@Component
class IntegrityChecks extends OwnThread {
    private static final Logger log = LoggerFactory.getLogger(IntegrityChecks.class);
    private static final long EVERY_MINUTES = 10;
    private static final long SECOND_LOOK_AFTER_MILLIS = 1_000;
    /** Any number, so long as every node takes the same: "integrity" on a phone's keys. */
    private static final long LOCK = 468_347489L;

    private final List<IntegrityCheck> checks;
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final BlockingQueue<Boolean> requests = new ArrayBlockingQueue<>(1);

    IntegrityChecks(List<IntegrityCheck> checks, JdbcClient jdbc, PlatformTransactionManager transactions) {
        super("integrity-checks", Integer.MAX_VALUE - 100);
        this.checks = checks;
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Has every check run over the whole record soon; one request waits at most. */
    void request() {
        requests.offer(true);
    }

    @Override
    protected void run() throws InterruptedException {
        Boolean whole = false;
        while (goesOn()) {
            for (IntegrityCheck check : checks) {
                run(check, whole != null);
            }
            whole = requests.poll(EVERY_MINUTES, TimeUnit.MINUTES);
        }
    }
}
