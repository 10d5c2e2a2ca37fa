package io.countersign.command.following;

import io.countersign.command.dispatch.CommandTurns;
import io.countersign.platform.store.Positions;
import io.countersign.platform.web.ErrorCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Turns by advisory locks, as rows are the writer's. Whoever has a turn waits until the writer has come to the end of the
 * events, and so knows what everyone who had it before has done.
 */
final class FollowedTurns implements CommandTurns {
    private static final Logger log = LoggerFactory.getLogger(FollowedTurns.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcTemplate jdbc;
    private final Positions positions;
    private final MemoryWriter writer;

    FollowedTurns(JdbcTemplate jdbc, Positions positions, MemoryWriter writer) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.writer = writer;
    }

    /** Locks in one order, so that nobody waits for one another. */
    @Override
    public void take(String kind, Collection<String> names) {
        lock("pg_advisory_xact_lock", kind, names);
        see();
    }

    @Override
    public void share(String kind, String name) {
        lock("pg_advisory_xact_lock_shared", kind, List.of(name));
        see();
    }

    private void lock(String function, String kind, Collection<String> names) {
        String[] keys = new TreeSet<>(names).stream().map(name -> kind + " " + name).toArray(String[]::new);
        try {
            jdbc.query("select set_config('lock_timeout', ?, true)", row -> {}, String.valueOf(PATIENCE.toMillis()));
            jdbc.query(
                    "select %s(hashtextextended(key, 9)) from unnest(?::text[]) as wanted (key)".formatted(function),
                    row -> {},
                    (Object) keys);
        } catch (DataAccessException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                    && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                throw ErrorCode.UNAVAILABLE.because("Other changes of the same take too long; try again");
            }
            throw e;
        }
    }

    @Override
    public String rows(String lock) {
        return "";
    }

    @Override
    public boolean see() {
        long head = positions.head();
        if (!reaches(head)) {
            log.warn("What commands need to know isn't written up to position {} yet", head);
            throw ErrorCode.UNAVAILABLE.because("What happened before isn't known here yet; try again");
        }
        return true;
    }

    private boolean reaches(long position) {
        try {
            return writer.await(position, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
    }

    /** The writer needs this row for everything that it writes. */
    @Override
    public void takeMemory() {
        jdbc.query("select position from command_side.followed for update", row -> {});
    }

    @Override
    public void handOver() {
        try {
            reaches(positions.head());
        } catch (RuntimeException e) {
            log.warn("Can't see what a command has done: {}", e.getMessage());
        }
    }
}
