package io.countersign.command.user;

import io.countersign.events.user.EncryptedText;
import io.countersign.platform.security.Account;
import io.countersign.platform.security.AccountLookup;
import io.countersign.platform.vault.PersonalData;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds users as they stand after the last command that was answered. */
@Primary
@Component
class UserDirectory implements AccountLookup {
    private final JdbcClient jdbc;
    private final PersonalData personal;

    UserDirectory(JdbcClient jdbc, PersonalData personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    /** The account; its e-mail address is null once its key has been destroyed. */
    @Override
    public Optional<Account> find(String userId) {
        return jdbc.sql("""
                        select user_id, email, key_commitment, role, active, tokens_valid_from,
                               array(select tenant_id from command_side.user_tenant t where t.user_id = u.user_id) tenants,
                               array(select session
                                     from command_side.ended_session s
                                     where s.user_id = u.user_id and s.expires_at > now()) ended
                        from command_side.user_account u
                        where user_id = :user
                        """)
                .param("user", userId)
                .query((row, n) -> account(row))
                .optional();
    }

    Optional<StoredCredentials> findCredentials(byte[] emailHmac) {
        return jdbc.sql("""
                        select user_id, email_hmac, password_hash, role, active
                        from command_side.user_account
                        where email_hmac = :email
                        """)
                .param("email", emailHmac)
                .query((row, n) -> credentials(row))
                .optional();
    }

    Optional<StoredCredentials> findCredentials(String userId) {
        return jdbc.sql("""
                        select user_id, email_hmac, password_hash, role, active
                        from command_side.user_account
                        where user_id = :user
                        """)
                .param("user", userId)
                .query((row, n) -> credentials(row))
                .optional();
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from command_side.user_account)")
                .query(Boolean.class)
                .single();
    }

    private Account account(ResultSet row) throws SQLException {
        String userId = row.getString("user_id");
        EncryptedText email = new EncryptedText(row.getString("email"));
        OffsetDateTime tokensValidFrom = row.getObject("tokens_valid_from", OffsetDateTime.class);
        return new Account(
                userId,
                personal.decrypt(userId, email, row.getString("key_commitment")).orElse(null),
                role(row),
                row.getBoolean("active"),
                Stream.of((String[]) row.getArray("tenants").getArray())
                        .map(TenantId::new)
                        .collect(Collectors.toSet()),
                tokensValidFrom == null ? null : tokensValidFrom.toInstant(),
                Set.of((String[]) row.getArray("ended").getArray()));
    }

    private static StoredCredentials credentials(ResultSet row) throws SQLException {
        return new StoredCredentials(
                row.getString("user_id"),
                row.getBytes("email_hmac"),
                new PasswordHash(row.getString("password_hash")),
                role(row),
                row.getBoolean("active"));
    }

    private static Role role(ResultSet row) throws SQLException {
        return Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
    }
}
