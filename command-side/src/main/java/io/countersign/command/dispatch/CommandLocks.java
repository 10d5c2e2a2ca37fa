package io.countersign.command.dispatch;

import io.countersign.platform.store.StoreUnavailable;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.stereotype.Component;

/**
 * Locks between commands, on however many nodes: advisory locks of PostgreSQL, which end with the command's transaction,
 * with either event store. Unlike locks of rows they are given in the order of requests, so that many who share one can't
 * keep out one who needs it alone. A statement that follows in the transaction sees all that earlier holders committed.
 */
@Component
class CommandLocks {
    private static final String TAKE = """
            select set_config('lock_timeout', '5s', true),
                   case when shared then pg_advisory_xact_lock_shared(hashtextextended(key, 9))::text
                        else pg_advisory_xact_lock(hashtextextended(key, 9))::text
                   end
            from unnest(?::text[], ?::boolean[]) as wanted (key, shared)
            """;
    private static final String EXISTS = "select exists (select from command_side.tenant_memory where tenant_id = ?)";

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
        run(TAKE, locks, PreparedStatement::execute);
    }

    /**
     * Takes locks, and looks under them whether a tenant exists. Both go in one message, of which the second statement
     * begins when the first has the locks.
     */
    boolean take(SortedSet<CommandLock> locks, TenantId tenant) {
        return run(TAKE + ";" + EXISTS, locks, statement -> {
            statement.setString(3, tenant.value());
            statement.execute();
            statement.getMoreResults();
            ResultSet row = statement.getResultSet();
            row.next();
            return row.getBoolean(1);
        });
    }

    private boolean run(String sql, SortedSet<CommandLock> locks, PreparedStatementCallback<Boolean> run) {
        try {
            return jdbc.execute(sql, (PreparedStatement statement) -> {
                Connection connection = statement.getConnection();
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "text", locks.stream().map(CommandLock::key).toArray()));
                statement.setArray(
                        2,
                        connection.createArrayOf(
                                "bool", locks.stream().map(CommandLock::shared).toArray()));
                return run.doInPreparedStatement(statement);
            });
        } catch (DataAccessException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sqlFailure
                    && StoreUnavailable.LOCK_NOT_AVAILABLE.equals(sqlFailure.getSQLState())) {
                throw ErrorCode.UNAVAILABLE.because(FairQueue.TOO_LONG);
            }
            throw e;
        }
    }
}
