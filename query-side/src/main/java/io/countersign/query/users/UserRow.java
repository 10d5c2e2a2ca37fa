package io.countersign.query.users;

import static io.countersign.query.sql.SqlValues.instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A user as owners and auditors see them.
 *
 * @param email null once the user's key is destroyed
 */
record UserRow(
        String userId,
        String email,
        String role,
        boolean active,
        List<String> tenants,
        Instant createdAt,
        Instant lastLoginAt,
        @JsonIgnore long position,
        @JsonIgnore String keyCommitment) {
    static UserRow from(ResultSet row, int number) throws SQLException {
        return new UserRow(
                row.getString("user_id"),
                row.getString("email"),
                row.getString("role"),
                row.getBoolean("active"),
                List.of((String[]) row.getArray("tenants").getArray()),
                instant(row, "created_at"),
                instant(row, "last_login_at"),
                row.getLong("position"),
                row.getString("key_commitment"));
    }

    UserRow withEmail(String opened) {
        return new UserRow(userId, opened, role, active, tenants, createdAt, lastLoginAt, position, keyCommitment);
    }
}
