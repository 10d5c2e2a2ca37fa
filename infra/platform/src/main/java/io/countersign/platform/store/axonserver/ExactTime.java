package io.countersign.platform.store.axonserver;

import java.time.Instant;
import java.util.Set;
import org.axonframework.messaging.MetaData;

/**
 * Keeps an event's time to the microsecond on Axon Server, which stores milliseconds: a metadata entry holds the exact time
 * as an ISO-8601 text. Readers of the event store get the exact time and don't see the entry.
 */
public final class ExactTime {
    public static final String KEY = "exact_time";

    private ExactTime() {}

    /** Adds the entry. */
    public static MetaData in(MetaData metaData, Instant time) {
        return metaData.and(KEY, time.toString());
    }

    /** Returns the time in the entry, or the stored time if there is no entry. */
    public static Instant of(Instant stored, MetaData metaData) {
        return metaData.get(KEY) instanceof String text ? Instant.parse(text) : stored;
    }

    /** Removes the entry. */
    public static MetaData without(MetaData metaData) {
        return metaData.containsKey(KEY) ? metaData.withoutKeys(Set.of(KEY)) : metaData;
    }
}
