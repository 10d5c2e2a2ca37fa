package io.countersign.mover;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.util.concurrent.TimeUnit;

/** Reads the events of Axon Server one at a time, in order of their indices. */
final class AxonServerEventReader implements AutoCloseable {
    private static final int AHEAD = 64;

    private final EventStream stream;

    AxonServerEventReader(EventChannel events, long position) {
        // The stream begins after the index that it is given.
        stream = events.openStream(position - 1, AHEAD, AHEAD / 4);
    }

    /** The next event, which must exist. */
    EventWithToken next() throws MoveFailure {
        try {
            EventWithToken event = stream.nextIfAvailable(AxonServer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new MoveFailure("Axon Server has stopped sending events: %s"
                        .formatted(stream.getError()
                                .map(ConnectionFailures::reason)
                                .orElse("no more for %s s".formatted(AxonServer.PATIENCE.toSeconds()))));
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MoveFailure("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
