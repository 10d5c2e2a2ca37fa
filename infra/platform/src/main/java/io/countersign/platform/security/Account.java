package io.countersign.platform.security;

import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.Set;

/**
 * The current data of a user.
 *
 * @param tenants         that the user is assigned to; means something for staff and services only
 * @param tokensValidFrom tokens that were issued before are void; null if none was made void so
 * @param endedSessions   ids of the sessions that the user signed out of and whose tokens haven't expired
 */
public record Account(
        String userId,
        String email,
        Role role,
        boolean active,
        Set<TenantId> tenants,
        Instant tokensValidFrom,
        Set<String> endedSessions) {
    public Account {
        tenants = Set.copyOf(tenants);
        endedSessions = Set.copyOf(endedSessions);
    }

    /** An account none of whose tokens was made void. */
    public Account(String userId, String email, Role role, boolean active, Set<TenantId> tenants) {
        this(userId, email, role, active, tenants, null, Set.of());
    }

    /** Whether a session counts now; one that doesn't tell when it began is taken for an early one. */
    boolean admits(Session session) {
        boolean isVoid = tokensValidFrom != null
                && (session.issuedAt() == null || session.issuedAt().isBefore(tokensValidFrom));
        return active
                && !isVoid
                && !endedSessions.contains(session.id())
                && Instant.now().isBefore(session.expiresAt());
    }
}
