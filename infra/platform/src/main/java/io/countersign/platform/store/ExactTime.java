package io.countersign.platform.store;

import java.time.Instant;
import java.util.Set;
import org.axonframework.messaging.MetaData;

/**
 * An event's time where the store keeps milliseconds only, as Axon Server does: the microseconds are kept in a metadata
 * entry, an ISO-8601 text. It is the store's own: whoever reads events through the store sees their time and no entry.
 */
public final class ExactTime {
    public static final String KEY = "exact_time";

    private ExactTime() {}

    /** The metadata with the entry. */
    public static MetaData in(MetaData metaData, Instant time) {
        return metaData.and(KEY, time.toString());
    }

    /** The entry's time, or else the one that the store kept, which somebody without such entries wrote. */
    public static Instant of(Instant stored, MetaData metaData) {
        return metaData.get(KEY) instanceof String text ? Instant.parse(text) : stored;
    }

    /** The metadata as it was before the entry. */
    public static MetaData without(MetaData metaData) {
        return metaData.containsKey(KEY) ? metaData.withoutKeys(Set.of(KEY)) : metaData;
    }
}
