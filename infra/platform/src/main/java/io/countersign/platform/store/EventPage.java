package io.countersign.platform.store;

import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Events that follow each other, bounded by number and by bytes: a page ends with the event that makes it
 * {@link #MOST_BYTES}.
 *
 * @param bytes the length of what is kept of them as it is stored
 */
record EventPage(List<TrackedEventMessage<?>> events, long bytes) {
    static final int MOST_EVENTS = 1_000;
    static final int MOST_BYTES = 4 * 1024 * 1024;
    /** A larger payload isn't kept with its event, see {@link LargePayload}. */
    static final int LARGE = 256 * 1024;
}
