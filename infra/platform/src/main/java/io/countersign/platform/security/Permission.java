package io.countersign.platform.security;

import static io.countersign.platform.security.Permission.Reach.ALL;
import static io.countersign.platform.security.Permission.Reach.ASSIGNED;
import static io.countersign.platform.security.Permission.Reach.NONE;

import io.countersign.policy.Role;

/** What each role may do. One constant for each permission; the columns are owner, staff, auditor, service. */
public enum Permission {
    READ_TENANTS(ALL, ASSIGNED, ALL, NONE),
    READ_DECISIONS(ALL, ASSIGNED, ALL, ASSIGNED),
    READ_METRICS(ALL, ASSIGNED, ALL, NONE),
    READ_AUDIT(ALL, ASSIGNED, ALL, NONE),
    READ_RULES(ALL, ASSIGNED, ALL, NONE),
    SUBMIT_DECISIONS(ALL, ASSIGNED, NONE, ASSIGNED),
    PROPOSE_CANDIDATES(ALL, ASSIGNED, NONE, ASSIGNED),
    SETTLE_DECISIONS(ALL, ASSIGNED, NONE, NONE),
    DRY_RUN(ALL, ASSIGNED, ALL, NONE),
    IMPORT_HISTORY(ALL, NONE, NONE, NONE),
    CHANGE_TENANTS(ALL, NONE, NONE, NONE),
    CHANGE_RULES(ALL, NONE, NONE, NONE),
    READ_USERS(ALL, NONE, ALL, NONE),
    CHANGE_USERS(ALL, NONE, NONE, NONE),
    READ_PROJECTIONS(ALL, NONE, ALL, NONE),
    CHANGE_PROJECTIONS(ALL, NONE, NONE, NONE),
    EXPORT(ALL, ASSIGNED, ALL, NONE);

    private final Reach owner;
    private final Reach staff;
    private final Reach auditor;
    private final Reach service;

    Permission(Reach owner, Reach staff, Reach auditor, Reach service) {
        this.owner = owner;
        this.staff = staff;
        this.auditor = auditor;
        this.service = service;
    }

    /** How far the permission reaches for a role. */
    public Reach of(Role role) {
        return switch (role) {
            case OWNER -> owner;
            case STAFF -> staff;
            case AUDITOR -> auditor;
            case SERVICE -> service;
        };
    }

    /** For which tenants a permission holds. */
    public enum Reach {
        ALL,
        ASSIGNED,
        NONE
    }
}
