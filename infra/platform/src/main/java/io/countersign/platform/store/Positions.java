package io.countersign.platform.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Where events stand in the one order. */
public interface Positions {
    /** The event's position as soon as it has one; empty if that takes longer than the patience. */
    Optional<Long> await(EventReference event, Duration patience) throws InterruptedException;

    /** What a command names that has just come to an end on this thread: its own last event if need be, or a newer one. */
    Optional<EventReference> after(Optional<EventReference> last);

    /** An event that is at or after the newest of an aggregate; may be empty if there is no such aggregate. */
    Optional<EventReference> newestOf(String aggregate);

    /** The newest committed event; empty before the first. Whatever was committed before it has its position by then too. */
    Optional<EventReference> newest();

    /** The newest position; 0 before the first. */
    long head();

    /** How many seconds ago the event at a position happened; empty if there is none. */
    Optional<BigDecimal> secondsSince(long position);

    /** The position of the first event after one position and up to another that is of these types, as the store names them. */
    OptionalLong firstBetween(long after, long upTo, String... types);
}
