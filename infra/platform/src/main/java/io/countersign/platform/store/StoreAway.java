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
 * PostgreSQL, Axon Server or the node that it routed a command to can't be reached, doesn't answer in time, or has no disk
 * space, memory or connections left (SQLSTATE classes 08, 53, 57P and 58).
 */
public final class StoreAway extends RuntimeException {
    /** What Hikari says, without a state, of a connection that it has closed because it broke. */
    private static final String TAKEN_BACK = "Connection is closed";

    /** PostgreSQL's code for a lock that didn't become free in time. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    public StoreAway(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether that is why something failed. */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreAway
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
                    || cause instanceof SQLException sql && isAway(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return state == null
                ? TAKEN_BACK.equals(failure.getMessage())
                : state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.startsWith("58")
                        || state.equals(LOCK_NOT_AVAILABLE);
    }
}
