package io.countersign.query.decisions;

import static io.countersign.query.sql.SqlValues.instant;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One event of a transaction.
 *
 * @param actor            the kind of user; null, like the following, if the event has no such information
 * @param auth             how the user was authenticated
 * @param build            the program version that recorded the event
 * @param decisionFunction the number of the function that decided; null for all but decisions
 */
record DecisionEventRow(
        long position,
        Instant timestamp,
        String action,
        String userId,
        String account,
        String reasonText,
        String eventId,
        String correlationId,

        @Schema(
                description =
                        "Who acted: person, service or system; null if an earlier program version recorded the event")
        String actor,

        @Schema(description = "How the user was authenticated: password, api_key, external_token or none")
        String auth,

        @Schema(description = "The program version that recorded the event, as version+commit")
        String build,

        @Schema(description = "The version number of the decision function; null if the event is not a decision")
        Integer decisionFunction) {
    static DecisionEventRow from(ResultSet row, int number) throws SQLException {
        return new DecisionEventRow(
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
