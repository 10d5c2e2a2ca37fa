package io.countersign.platform.store;

import io.axoniq.axonserver.connector.AxonServerException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;

/** Recognises failures of commands whose aggregate was changed by another command first; a retry sees that change. */
public final class LostRace {
    /** Axon Server's code for a sequence number that is already taken in an aggregate. */
    private static final String SEQUENCE_TAKEN = "AXONIQ-2000";

    private LostRace() {}

    public static boolean is(Throwable failure) {
        return failure instanceof ConcurrencyException
                || failure instanceof AggregateStreamCreationException
                || failure instanceof PessimisticLockingFailureException && !StoreUnavailable.is(failure)
                || failure instanceof DuplicateKeyException
                || isTakenOnAxonServer(failure);
    }

    /** Axon doesn't translate this failure of an append. */
    private static boolean isTakenOnAxonServer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean told = cause.getMessage() != null && cause.getMessage().contains(SEQUENCE_TAKEN);
            if (told
                    || cause instanceof AxonServerException server
                            && server.getErrorCategory() != null
                            && SEQUENCE_TAKEN.equals(server.getErrorCategory().errorCode())) {
                return true;
            }
        }
        return false;
    }
}
