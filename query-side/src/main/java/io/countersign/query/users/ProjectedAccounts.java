package io.countersign.query.users;

import static io.countersign.query.sql.SqlValues.instant;

import io.countersign.events.user.EncryptedText;
import io.countersign.platform.security.Account;
import io.countersign.platform.security.AccountLookup;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.vault.PersonalData;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import io.countersign.query.projection.ProjectionWaiter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds user accounts in the read model. It first waits until the read model contains the newest event of the user, so that a new user can sign in at once and a deactivated user cannot, even if the projection lags.
 */
@Component
class ProjectedAccounts implements AccountLookup {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final PersonalData personal;
    private final EventPositions positions;
    private final ProjectionWaiter waiter;

    ProjectedAccounts(JdbcClient jdbc, PersonalData personal, EventPositions positions, ProjectionWaiter waiter) {
        this.jdbc = jdbc;
        this.personal = personal;
        this.positions = positions;
        this.waiter = waiter;
    }

    /** @throws io.countersign.platform.web.Refusal not yet visible, if the newest event of the user is not projected in time */
    @Override
    public Optional<Account> find(String userId) {
        positions.newestOf("user:" + userId).ifPresent(event -> waiter.await("users", event, TIMEOUT));
        return jdbc.sql("""
                        select user_id, email, key_commitment, role, active, tokens_valid_from,
                               array(select tenant_id from read_model.user_tenant t where t.user_id = u.user_id) as tenants,
                               array(select session
                                     from read_model.ended_session s
                                     where s.user_id = u.user_id and s.expires_at > now()) as ended
                        from read_model.user_account u
                        where user_id = :user
                        """)
                .param("user", userId)
                .query((row, n) -> account(row))
                .optional();
    }

    private Account account(ResultSet row) throws SQLException {
        String userId = row.getString("user_id");
        EncryptedText email = new EncryptedText(row.getString("email"));
        return new Account(
                userId,
                personal.decrypt(userId, email, row.getString("key_commitment")).orElse(null),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getBoolean("active"),
                Stream.of((String[]) row.getArray("tenants").getArray())
                        .map(TenantId::new)
                        .collect(Collectors.toSet()),
                instant(row, "tokens_valid_from"),
                Set.of((String[]) row.getArray("ended").getArray()));
    }
}
