package io.countersign.mover;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.util.concurrent.TimeUnit;

/** Events as Axon Server has them, one at a time, along their indices. */
final class MovedEvents implements AutoCloseable {
    private static final int AHEAD = 64;

    private final EventStream stream;

    MovedEvents(EventChannel events, long position) {
        // The stream begins after the index that it is given.
        stream = events.openStream(position - 1, AHEAD, AHEAD / 4);
    }

    /** The next event, which must be there. */
    EventWithToken next() throws MoveFailure {
        try {
            EventWithToken event = stream.nextIfAvailable(AxonServer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new MoveFailure("Axon Server has stopped sending events: %s"
                        .formatted(stream.getError()
                                .map(Refusals::reason)
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
