package io.countersign.command.user;

import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.platform.store.EventFollowers;
import io.countersign.policy.TenantId;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what users became into the directory, in the transaction of the events that say so. */
@Component
class UserDirectoryWriter {
    private final JdbcClient jdbc;
    private final CredentialStore credentials;

    UserDirectoryWriter(JdbcClient jdbc, CredentialStore credentials, EventFollowers followers) {
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
                        """)
                .param("user", userId)
                .param("tenant", tenant.value())
                .update();
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
}
