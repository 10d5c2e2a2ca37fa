package io.countersign.platform.security;

import io.countersign.platform.security.Permission.Reach;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * Who sent a request, with the role and assignments that hold now.
 *
 * @param session in which it was sent; null without a token, which only a development profile allows
 */
public record Caller(String userId, String email, Role role, Set<TenantId> tenants, Session session) {
    /** A caller without a token. */
    public Caller(String userId, String email, Role role, Set<TenantId> tenants) {
        this(userId, email, role, tenants, null);
    }

    static Caller of(Account account, Session session) {
        return new Caller(account.userId(), account.email(), account.role(), account.tenants(), session);
    }

    /** As whom, and by what right to be taken for them, the caller causes events. */
    public Origin origin() {
        return Origin.of(userId, role, session == null ? Origin.Auth.NONE : session.auth());
    }

    /** Whoever sent the request that this thread serves; empty for somebody without a token. */
    public static Optional<Caller> current() {
        return CallerAuthentication.current();
    }

    /** @throws Refusal forbidden, if the role has this permission for no tenant at all */
    public void mustHave(Permission permission) {
        if (permission.of(role) == Reach.NONE) {
            throw ErrorCode.FORBIDDEN.because("The role %s may not do this".formatted(role.wireName()));
        }
    }

    /**
     * @param tenant null for what isn't about one tenant
     * @throws Refusal not found for a tenant that the caller may not see; forbidden for one that is seen only
     */
    public void mustHave(Permission permission, TenantId tenant) {
        if (tenant != null) {
            mustSee(tenant);
        }
        mustHave(permission);
    }

    /** @throws Refusal not found for a tenant that the caller may not see */
    void mustSee(TenantId tenant) {
        if (!sees(tenant)) {
            throw unknown(tenant);
        }
    }

    /** Whether the permission holds for the tenant. */
    public boolean has(Permission permission, TenantId tenant) {
        return switch (permission.of(role)) {
            case ALL -> true;
            case ASSIGNED -> tenants.contains(tenant);
            case NONE -> false;
        };
    }

    /** The tenants that a permission is narrowed to; empty if it holds for all. */
    public Optional<Set<TenantId>> limits(Permission permission) {
        return switch (permission.of(role)) {
            case ALL -> Optional.empty();
            case ASSIGNED -> Optional.of(tenants);
            case NONE -> Optional.of(Set.of());
        };
    }

    /** The answer for a tenant that doesn't exist, or not for this caller. */
    public static Refusal unknown(TenantId tenant) {
        return ErrorCode.TENANT_NOT_FOUND.because("There is no tenant %s".formatted(tenant));
    }

    private boolean sees(TenantId tenant) {
        return switch (role) {
            case OWNER, AUDITOR -> true;
            case STAFF, SERVICE -> tenants.contains(tenant);
        };
    }
}
