package io.countersign.platform.store;

import java.time.Instant;
import org.axonframework.eventhandling.TrackingToken;

/** Where the one order is read from. A token is a position: dense from 1 on, 0 before the first event. */
interface OrderedEvents {
    /**
     * Events from the first after a position on; none only if no more are known of yet, and no more than a page may hold.
     *
     * @throws UnreadableEvent if the first of them is missing before others, or can't be read
     */
    EventPage readAfter(long position, int limit);

    TrackingToken createTailToken();

    TrackingToken createHeadToken();

    TrackingToken createTokenAt(Instant time);
}
