package io.countersign.query.users;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user as pages show them.
 *
 * @param name        the e-mail address; the id if the address has been erased
 * @param isLimited   whether the role is limited to assigned tenants
 * @param tenants     the names of the assigned tenants by id
 * @param lastLoginAt null if the user never signed in
 */
record UserLine(
        String userId,
        String name,
        String role,
        boolean isLimited,
        boolean active,
        Map<String, String> tenants,
        Instant createdAt,
        Instant lastLoginAt) {
    private static final List<String> LIMITED = List.of("staff", "service");
    private static final int SHOWN = 3;

    static UserLine of(UserRow user, Map<String, String> tenantNames) {
        Map<String, String> assigned = new LinkedHashMap<>(tenantNames);
        assigned.keySet().retainAll(user.tenants());
        return new UserLine(
                user.userId(),
                user.email() == null ? user.userId() : user.email(),
                user.role(),
                LIMITED.contains(user.role()),
                user.active(),
                assigned,
                user.createdAt(),
                user.lastLoginAt());
    }

    /** The names of the first tenants, for a table row. */
    public List<String> someTenants() {
        return tenants.values().stream().limit(SHOWN).toList();
    }

    /** The number of tenants beyond those. */
    public int moreTenants() {
        return Math.max(0, tenants.size() - SHOWN);
    }
}
