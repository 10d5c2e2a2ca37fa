package io.countersign.command.user;

import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserSignedOut;
import io.countersign.platform.store.EventSubscriptions;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Writes what users became into the directory, in the transaction of the events that say so. */
@Component
class UserDirectoryWriter {
    private final JdbcClient jdbc;
    private final CredentialStore credentials;

    UserDirectoryWriter(JdbcClient jdbc, CredentialStore credentials, EventSubscriptions followers) {
        this.jdbc = jdbc;
        this.credentials = credentials;
        followers.add(this::write);
    }

    private void write(List<? extends EventMessage<?>> events) {
        for (EventMessage<?> event : events) {
            credentials.follow(event);
            if (event.getPayload() instanceof UserCreated created) {
                created.tenants().forEach(tenant -> assign(created.userId(), tenant));
            } else if (event.getPayload() instanceof StaffAssigned assigned) {
                assign(assigned.userId(), assigned.tenantId());
            } else if (event.getPayload() instanceof StaffUnassigned unassigned) {
                unassign(unassigned.userId(), unassigned.tenantId());
            } else if (event.getPayload() instanceof UserDeactivated deactivated) {
                deactivate(deactivated.userId());
                endTokens(deactivated.userId(), event.getTimestamp());
            } else if (event.getPayload() instanceof PasswordChanged changed) {
                endTokens(changed.userId(), event.getTimestamp());
            } else if (event.getPayload() instanceof UserSignedOut signedOut) {
                endSession(signedOut);
            }
        }
    }

    private void assign(String userId, TenantId tenant) {
        jdbc.sql("""
                        insert into command_side.user_tenant (user_id, tenant_id)
                        select user_id, :tenant
                        from command_side.user_account
                        where user_id = :user
                        on conflict do nothing
                        """).param("user", userId).param("tenant", tenant.value()).update();
    }

    private void unassign(String userId, TenantId tenant) {
        jdbc.sql("delete from command_side.user_tenant where user_id = :user and tenant_id = :tenant")
                .param("user", userId)
                .param("tenant", tenant.value())
                .update();
    }

    private void deactivate(String userId) {
        jdbc.sql("update command_side.user_account set active = false where user_id = :user")
                .param("user", userId)
                .update();
    }

    /** All that were issued before, as far as the clocks of those who issue them agree with this one. */
    private void endTokens(String userId, Instant at) {
        jdbc.sql("""
                        update command_side.user_account
                        set tokens_valid_from = greatest(tokens_valid_from, :at)
                        where user_id = :user
                        """)
                .param("user", userId)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    private void endSession(UserSignedOut signedOut) {
        jdbc.sql("""
                        insert into command_side.ended_session (user_id, session, expires_at)
                        select user_id, :session, :expires
                        from command_side.user_account
                        where user_id = :user
                        on conflict do nothing
                        """)
                .param("user", signedOut.userId())
                .param("session", signedOut.session())
                .param("expires", OffsetDateTime.ofInstant(signedOut.expiresAt(), ZoneOffset.UTC))
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forgetExpiredSessions() {
        jdbc.sql("delete from command_side.ended_session where expires_at < now()")
                .update();
    }
}
