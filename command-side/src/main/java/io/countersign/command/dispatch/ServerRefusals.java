package io.countersign.command.dispatch;

import io.axoniq.axonserver.connector.AxonServerException;

/** Tells what Axon Server means by refusing to append; Axon's own translation doesn't reach appends. */
final class ServerRefusals {
    /** Its code for a sequence number that an aggregate has already. */
    private static final String SEQUENCE_TAKEN = "AXONIQ-2000";

    private ServerRefusals() {}

    /** Whether somebody else's event came first. */
    static boolean isTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean told = cause.getMessage() != null && cause.getMessage().contains(SEQUENCE_TAKEN);
            if (told || cause instanceof AxonServerException server && server.getErrorCategory() != null
                    && SEQUENCE_TAKEN.equals(server.getErrorCategory().errorCode())) {
                return true;
            }
        }
        return false;
    }
}
