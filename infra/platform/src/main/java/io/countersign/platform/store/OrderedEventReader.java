package io.countersign.platform.store;

import java.time.Instant;
import org.axonframework.eventhandling.TrackingToken;

/** Reads events from the store by position. A token holds a position: 1 for the first event, 0 before it, no gaps. */
public interface OrderedEventReader {
    /**
     * Reads the events that follow a position, at most as many as fit into a page. Empty only if there are none yet.
     *
     * @throws UnreadableEvent if the first of them is missing before others, or can't be read
     */
    EventPage readAfter(long position, int limit);

    TrackingToken createTailToken();

    TrackingToken createHeadToken();

    TrackingToken createTokenAt(Instant time);
}
