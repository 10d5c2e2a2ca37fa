package io.countersign.query.users;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
        OffsetDateTime lastLogin = row.getObject("last_login_at", OffsetDateTime.class);
        return new UserRow(
                row.getString("user_id"),
                row.getString("email"),
                row.getString("role"),
                row.getBoolean("active"),
                List.of((String[]) row.getArray("tenants").getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                lastLogin == null ? null : lastLogin.toInstant(),
                row.getLong("position"),
                row.getString("key_commitment"));
    }

    UserRow withEmail(String opened) {
        return new UserRow(userId, opened, role, active, tenants, createdAt, lastLoginAt, position, keyCommitment);
    }
}
