package io.countersign.query.decisions;

import static io.countersign.query.sql.SqlValues.instant;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

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

        @Schema(description = "Who acted: person, service or system; null for events of builds that didn't say")
        String actor,

        @Schema(description = "How they were known: password, api_key, external_token or none")
        String auth,

        @Schema(description = "The program that recorded it: its version, and its commit after a plus")
        String build,

        @Schema(description = "The number of the decision function; null for all but decisions")
        Integer decisionFunction) {
    static StoryRow from(ResultSet row, int number) throws SQLException {
        return new StoryRow(
                row.getLong("position"),
                instant(row, "timestamp"),
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
