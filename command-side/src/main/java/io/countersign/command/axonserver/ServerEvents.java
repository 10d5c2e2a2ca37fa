package io.countersign.command.axonserver;

import io.countersign.platform.start.StartRefused;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.OrderedEventSource;
import io.countersign.platform.store.StoreUnavailable;
import java.time.Duration;

/** What Axon Server has at a position. */
final class ServerEvents {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventPositions positions;
    private final OrderedEventSource source;

    ServerEvents(EventPositions positions, OrderedEventSource source) {
        this.positions = positions;
        this.source = source;
    }

    boolean reach(long position) {
        return positions.head() >= position;
    }

    /** The id of the event at a position that is reached. */
    String idAt(long position) {
        try {
            positions.await(EventReference.to(position), PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("Stopped while waiting for Axon Server.", e);
        }
        return source.at(position)
                .orElseThrow(() -> new StoreUnavailable("Event %s doesn't come".formatted(position), null))
                .getIdentifier();
    }
}
