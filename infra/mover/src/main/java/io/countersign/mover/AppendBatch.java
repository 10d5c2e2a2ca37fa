package io.countersign.mover;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.ArrayList;
import java.util.List;

/** The events of one append transaction: limited in number and to about a megabyte; a larger event is sent alone. */
final class AppendBatch {
    /** A cluster forwards a transaction as one message, by default of at most 4 MiB. */
    private static final int BYTES = 1 << 20;

    private final int limit;
    private final List<Event> events = new ArrayList<>();
    private long bytes;

    /** @param limit the maximum number of events */
    AppendBatch(int limit) {
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
