package io.countersign.platform.store;

import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.command.AxonServerRemoteCommandHandlingException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.distributed.CommandDispatchException;
import org.axonframework.messaging.ExecutionException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * The event store, the database or another node can't be reached, doesn't answer in time, or has no disk space, memory or
 * connections left (SQLSTATE classes 08, 53, 57P and 58).
 */
public final class StoreUnavailable extends RuntimeException {
    /** Hikari's message, without an SQL state, for a connection that it closed because it broke. */
    private static final String CLOSED_BY_POOL = "Connection is closed";

    /** PostgreSQL's SQL state for a lock timeout. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether a failure was caused by an unavailable store. */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreUnavailable
                    || cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof CommandDispatchException
                    || cause instanceof NoHandlerForCommandException
                    || cause instanceof AxonServerRemoteCommandHandlingException
                    || cause instanceof StatusRuntimeException
                    || cause instanceof io.axoniq.axonserver.connector.AxonServerException
                    || cause instanceof org.axonframework.axonserver.connector.AxonServerException
                    || cause instanceof ExecutionException && cause.getCause() instanceof TimeoutException
                    || cause instanceof SQLException sql && isUnavailable(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnavailable(SQLException failure) {
        String state = failure.getSQLState();
        return state == null
                ? CLOSED_BY_POOL.equals(failure.getMessage())
                : state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.startsWith("58")
                        || state.equals(LOCK_NOT_AVAILABLE);
    }
}
