package io.countersign.query.users;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user as pages show them.
 *
 * @param name        the e-mail address; the id once that is erased
 * @param isLimited   whether the role reaches assigned tenants only
 * @param tenants     names by id, of those assigned
 * @param lastLoginAt null for somebody who never signed in
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

    /** The names of some tenants, for a row. */
    public List<String> someTenants() {
        return tenants.values().stream().limit(SHOWN).toList();
    }

    /** How many more there are. */
    public int moreTenants() {
        return Math.max(0, tenants.size() - SHOWN);
    }
}
