package io.countersign.mover;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * An event as PostgreSQL keeps it.
 *
 * @param position  its place in the one order, from 1
 * @param type      its aggregate's; null if it belongs to none
 * @param time      in microseconds
 * @param revision  null if its payload's type has none
 * @param payload   JSON
 * @param metaData  a JSON object; null is an empty one
 */
record StoredEvent(
        long position,
        String identifier,
        String aggregate,
        long number,
        String type,
        Instant time,
        String payloadType,
        String revision,
        byte[] payload,
        byte[] metaData) {
    static StoredEvent from(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("position"),
                row.getString("event_identifier"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("type"),
                row.getObject("time_stamp", OffsetDateTime.class).toInstant(),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getBytes("payload"),
                row.getBytes("meta_data"));
    }

    /** For sentences about it. */
    String name() {
        return "The event at position %s (%s, number %s of %s)".formatted(position, payloadType, number, aggregate);
    }
}
