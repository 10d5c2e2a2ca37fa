package io.countersign.query.projection;

/**
 * Tells the time of a position: never earlier than the time of a position before it, and the same after a replay.
 */
interface PositionTimes {
    /**
     * SQL that ends a SELECT with {@code reached.position} and {@code reached.reached_at}; its parameters are the event's
     * position and time.
     *
     * @param table that is being written and has both columns too
     */
    String from(String table);
}
