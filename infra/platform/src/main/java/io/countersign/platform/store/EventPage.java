package io.countersign.platform.store;

import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Consecutive events, bounded by number and by bytes: a page ends with the event that makes it {@link #MOST_BYTES}.
 *
 * @param bytes the stored length of the payloads that are kept in memory
 */
public record EventPage(List<TrackedEventMessage<?>> events, long bytes) {
    public static final int MOST_EVENTS = 1_000;
    public static final int MOST_BYTES = 4 * 1024 * 1024;
    /** Larger payloads are read on demand, see {@link LargePayload}. */
    public static final int LARGE = 256 * 1024;
}
