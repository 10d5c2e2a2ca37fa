package io.countersign.platform.security;

import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.Set;

/**
 * A user as the service knows them now.
 *
 * @param tenants that the user is assigned to; means something for staff and services only
 */
public record Account(String userId, String email, Role role, boolean active, Set<TenantId> tenants) {
    public Account {
        tenants = Set.copyOf(tenants);
    }
}
