package io.countersign.query.decisions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** One event of a transaction. */
record StoryRow(
        long position,
        Instant timestamp,
        String action,
        String userId,
        String account,
        String reasonText,
        String eventId,
        String correlationId) {
    static StoryRow from(ResultSet row, int number) throws SQLException {
        return new StoryRow(
                row.getLong("position"),
                row.getObject("timestamp", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("user_id"),
                row.getString("account"),
                row.getString("reason_text"),
                row.getString("event_id"),
                row.getString("correlation_id"));
    }
}
