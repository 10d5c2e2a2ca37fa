package io.countersign.command.dispatch;

import io.countersign.platform.store.StoreAway;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.sql.SQLException;
import java.util.SortedSet;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Locks between commands, on however many nodes: advisory locks of PostgreSQL, which end with the command's transaction,
 * with either event store. Unlike locks of rows they are given in the order of requests, so that many who share one can't
 * keep out one who needs it alone. A statement that follows in the transaction sees all that earlier holders committed.
 */
@Component
class CommandLocks {
    private final JdbcTemplate jdbc;

    CommandLocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes locks one after the other. From here on no statement of the transaction waits for any lock, of a row for
     * instance, longer than 5 s.
     *
     * @throws Refusal unavailable, if one of them isn't free within 5 s
     */
    void take(SortedSet<CommandLock> locks) {
        try {
            jdbc.query(
                    """
                    select set_config('lock_timeout', '5s', true),
                           case when shared then pg_advisory_xact_lock_shared(hashtextextended(key, 9))::text
                                else pg_advisory_xact_lock(hashtextextended(key, 9))::text
                           end
                    from unnest(?::text[], ?::boolean[]) as wanted (key, shared)
                    """,
                    row -> {},
                    locks.stream().map(CommandLock::key).toArray(String[]::new),
                    locks.stream().map(CommandLock::shared).toArray(Boolean[]::new));
        } catch (DataAccessException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                    && StoreAway.LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                throw ErrorCode.UNAVAILABLE.because(FairQueue.TOO_LONG);
            }
            throw e;
        }
    }
}
