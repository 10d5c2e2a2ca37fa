package io.countersign.mover;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.ArrayList;
import java.util.List;

/** Events that go into one append transaction: so many, and about a megabyte; a larger event goes alone. */
final class Batch {
    /** A cluster passes a transaction on as one message, of 4 MiB unless it is set up otherwise. */
    private static final int BYTES = 1 << 20;

    private final int limit;
    private final List<Event> events = new ArrayList<>();
    private long bytes;

    /** @param limit events at most */
    Batch(int limit) {
        this.limit = limit;
    }

    boolean hasRoomFor(Event event) {
        return events.isEmpty() || events.size() < limit && bytes + event.getSerializedSize() <= BYTES;
    }

    void add(Event event) {
        events.add(event);
        bytes += event.getSerializedSize();
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }
}
