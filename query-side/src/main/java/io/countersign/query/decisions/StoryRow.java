package io.countersign.query.decisions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One event of a transaction.
 *
 * @param actor            what kind of user did it; this and the following are null where the event doesn't say
 * @param auth             by what the user showed who they are
 * @param build            the program that recorded it
 * @param decisionFunction the number of the function that decided; null for all but decisions
 */
record StoryRow(
        long position,
        Instant timestamp,
        String action,
        String userId,
        String account,
        String reasonText,
        String eventId,
        String correlationId,
        String actor,
        String auth,
        String build,
        Integer decisionFunction) {
    static StoryRow from(ResultSet row, int number) throws SQLException {
        return new StoryRow(
                row.getLong("position"),
                row.getObject("timestamp", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("user_id"),
                row.getString("account"),
                row.getString("reason_text"),
                row.getString("event_id"),
                row.getString("correlation_id"),
                row.getString("actor"),
                row.getString("auth"),
                row.getString("build"),
                row.getObject("decision_function", Integer.class));
    }
}
