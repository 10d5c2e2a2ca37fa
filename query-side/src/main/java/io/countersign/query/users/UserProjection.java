package io.countersign.query.users;

import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserSignedIn;
import io.countersign.events.user.UserSignedOut;
import io.countersign.policy.TenantId;
import io.countersign.query.projection.Projection;
import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/** Users with their assignments. E-mail addresses stay encrypted here as they are in the events. */
@Component
@ProcessingGroup("users")
class UserProjection extends Projection {
    UserProjection() {
        super("users", List.of("user_account", "user_tenant", "ended_session"));
    }

    @EventHandler
    void on(UserCreated created, @Timestamp Instant at, TrackingToken token) {
        batch().update(
                        """
                        insert into user_account (user_id, email, key_commitment, role, active, created_at, position)
                        values (?, ?, ?, ?, true, ?, ?)
                        on conflict (user_id) do nothing
                        """,
                        created.userId(),
                        created.email().base64(),
                        created.keyCommitment(),
                        created.role().wireName(),
                        time(at),
                        position(token));
        created.tenants().forEach(tenant -> assign(created.userId(), tenant));
    }

    @EventHandler
    void on(UserSignedIn signedIn, @Timestamp Instant at) {
        batch().update("update user_account set last_login_at = ? where user_id = ?", time(at), signedIn.userId());
    }

    /** Deletes expired sessions, judged by the time of the event so that a rebuild gives the same rows. */
    @EventHandler
    void on(UserSignedOut signedOut, @Timestamp Instant at) {
        batch().update("delete from ended_session where user_id = ? and expires_at < ?", signedOut.userId(), time(at));
        batch().update("""
                        insert into ended_session (user_id, session, expires_at) values (?, ?, ?)
                        on conflict (user_id, session) do nothing
                        """, signedOut.userId(), signedOut.session(), time(signedOut.expiresAt()));
    }

    @EventHandler
    void on(PasswordChanged changed, @Timestamp Instant at) {
        endTokens(changed.userId(), at);
    }

    @EventHandler
    void on(UserDeactivated deactivated, @Timestamp Instant at) {
        batch().update("update user_account set active = false where user_id = ?", deactivated.userId());
        endTokens(deactivated.userId(), at);
    }

    private void endTokens(String userId, Instant at) {
        batch().update(
                        "update user_account set tokens_valid_from = greatest(tokens_valid_from, ?) where user_id = ?",
                        time(at),
                        userId);
    }

    @EventHandler
    void on(StaffAssigned assigned) {
        assign(assigned.userId(), assigned.tenantId());
    }

    @EventHandler
    void on(StaffUnassigned unassigned) {
        batch().update(
                        "delete from user_tenant where user_id = ? and tenant_id = ?",
                        unassigned.userId(),
                        unassigned.tenantId().value());
    }

    private void assign(String userId, TenantId tenant) {
        batch().update(
                        "insert into user_tenant (user_id, tenant_id) values (?, ?) on conflict (user_id, tenant_id) do nothing",
                        userId,
                        tenant.value());
    }
}
