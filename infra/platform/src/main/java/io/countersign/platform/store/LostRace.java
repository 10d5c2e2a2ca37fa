package io.countersign.platform.store;

import io.axoniq.axonserver.connector.AxonServerException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;

/** Tells whether somebody else's event came first; trying again sees it. */
public final class LostRace {
    /** Axon Server's code for a sequence number that an aggregate has already. */
    private static final String SEQUENCE_TAKEN = "AXONIQ-2000";

    private LostRace() {}

    public static boolean is(Throwable failure) {
        return failure instanceof ConcurrencyException
                || failure instanceof AggregateStreamCreationException
                || failure instanceof PessimisticLockingFailureException && !StoreAway.is(failure)
                || failure instanceof DuplicateKeyException
                || isTakenOnAxonServer(failure);
    }

    /** Axon's own translation doesn't reach appends. */
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
