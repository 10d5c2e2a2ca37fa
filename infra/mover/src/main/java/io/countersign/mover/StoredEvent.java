package io.countersign.mover;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * An event as stored in PostgreSQL.
 *
 * @param position  its position, from 1
 * @param type      the type of its aggregate; null if there is none
 * @param time      in microseconds
 * @param revision  the revision of the payload type; null if there is none
 * @param payload   JSON
 * @param metaData  a JSON object; null means empty
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

    /** A description for error messages. */
    String name() {
        return "The event at position %s (%s, number %s of %s)".formatted(position, payloadType, number, aggregate);
    }
}
