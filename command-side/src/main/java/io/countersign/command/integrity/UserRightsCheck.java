package io.countersign.command.integrity;

import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Each user's role, activity and tenants, by which requests are allowed, are those that the user's events say. */
@Component
class UserRightsCheck implements IntegrityCheck {
    private final JdbcClient jdbc;
    private final EventStore events;

    UserRightsCheck(JdbcClient jdbc, EventStore events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override
    public String name() {
        return "Users' rights";
    }

    @Override
    public List<String> differences(boolean whole) {
        return stored().stream().flatMap(this::difference).limit(NAMED).toList();
    }

    private List<Rights> stored() {
        return jdbc.sql("""
                        select user_id, role, active,
                               array(select tenant_id from command_side.user_tenant t where t.user_id = u.user_id) as tenants
                        from command_side.user_account u
                        order by user_id
                        """)
                .query((row, n) -> new Rights(
                        row.getString("user_id"),
                        row.getString("role"),
                        row.getBoolean("active"),
                        new TreeSet<>(List.of((String[]) row.getArray("tenants").getArray()))))
                .list();
    }

    private Stream<String> difference(Rights stored) {
        List<UserEvent> history = events.readEvents("user:" + stored.userId())
                .asStream()
                .map(event -> (UserEvent) event.getPayload())
                .toList();
        if (history.isEmpty()) {
            return Stream.of("User %s has no events.".formatted(stored.userId()));
        }
        Rights recorded = Rights.after(stored.userId(), history);
        return recorded.equals(stored)
                ? Stream.empty()
                : Stream.of("User %s is %s, but by the events %s.".formatted(stored.userId(), stored, recorded));
    }

    private record Rights(String userId, String role, boolean active, Set<String> tenants) {
        private static Rights after(String userId, List<UserEvent> history) {
            String role = "";
            boolean active = false;
            Set<String> tenants = new TreeSet<>();
            for (UserEvent event : history) {
                if (event instanceof UserCreated created) {
                    role = created.role().wireName();
                    active = true;
                    created.tenants().forEach(tenant -> tenants.add(tenant.value()));
                } else if (event instanceof StaffAssigned assigned) {
                    tenants.add(assigned.tenantId().value());
                } else if (event instanceof StaffUnassigned unassigned) {
                    tenants.remove(unassigned.tenantId().value());
                } else if (event instanceof UserDeactivated) {
                    active = false;
                }
            }
            return new Rights(userId, role, active, tenants);
        }

        /** Reads as a part of a sentence. */
        @Override
        public String toString() {
            return "%s %s with the tenants %s".formatted(active ? "an active" : "a deactivated", role, tenants);
        }
    }
}
