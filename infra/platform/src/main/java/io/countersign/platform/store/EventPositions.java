package io.countersign.platform.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.axonframework.eventhandling.TrackingToken;

/** Positions of events in the order in which projections, exports and the seal see them. */
public interface EventPositions {
    /** Waits for the event's position; empty if that takes longer than the patience. */
    Optional<Long> await(EventReference event, Duration patience) throws InterruptedException;

    /**
     * The event that the consistency token of a finished command should name.
     *
     * @param last the last event that the command published; empty if it published none
     */
    Optional<EventReference> after(Optional<EventReference> last);

    /** The newest event of an aggregate, or a newer event; may be empty if there is no such aggregate. */
    Optional<EventReference> newestOf(String aggregate);

    /** The newest committed event; empty before the first. When it has its position, all events committed before it do. */
    Optional<EventReference> newest();

    /** The newest position; 0 before the first event. */
    long head();

    /** How many seconds ago the event at a position happened; empty if there is none. */
    Optional<BigDecimal> secondsSince(long position);

    /** The position of the first event of the given types after one position and up to another. Types are class names. */
    OptionalLong firstBetween(long after, long upTo, String... types);

    /** The position that a token stands for; 0, the one before the first event, without a token. */
    static long of(TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }
}
