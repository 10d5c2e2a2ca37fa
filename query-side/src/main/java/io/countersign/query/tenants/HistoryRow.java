package io.countersign.query.tenants;

import static io.countersign.query.sql.SqlValues.instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One change of a tenant.
 *
 * @param changes as JSON: {@code {field: {from, to}}}
 */
record HistoryRow(
        Instant timestamp,
        String userId,
        String action,
        String reason,
        @Schema(type = "object") @JsonRawValue String changes,
        String eventId,
        long position) {
    static HistoryRow from(ResultSet row, int number) throws SQLException {
        return new HistoryRow(
                instant(row, "timestamp"),
                row.getString("user_id"),
                row.getString("action"),
                row.getString("reason"),
                row.getString("changes"),
                row.getString("event_id"),
                row.getLong("position"));
    }
}
