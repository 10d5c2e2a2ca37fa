package io.countersign.platform.store;

import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;

/** Where the one order is read from. A token is a position: dense from 1 on, 0 before the first event. */
interface OrderedEvents {
    /** Events from the first after a position on; fewer than the limit only if no more are known of yet. */
    List<TrackedEventMessage<?>> readAfter(long position, int limit);

    TrackingToken createTailToken();

    TrackingToken createHeadToken();

    TrackingToken createTokenAt(Instant time);
}
