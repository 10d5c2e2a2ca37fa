package io.countersign.command.demo;

import io.countersign.platform.security.Origin;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;

/** The companies of the demonstration. */
enum DemoCompany {
    ACME("pilot-acme-corp-082aceed", "Acme Corp", Tier.STARTER, "acme", DemoUsers.STAFF_1),
    BETA("pilot-beta-accounting-inc-31707447", "Beta Accounting, Inc.", Tier.PRO, "beta", DemoUsers.STAFF_2),
    GAMMA("pilot-gamma-llc-abc123", "Gamma LLC", Tier.STARTER, "gamma", DemoUsers.OWNER);

    private final TenantId tenantId;
    private final String companyName;
    private final Tier tier;
    private final String prefix;
    private final Origin person;

    DemoCompany(String tenantId, String companyName, Tier tier, String prefix, Origin person) {
        this.tenantId = new TenantId(tenantId);
        this.companyName = companyName;
        this.tier = tier;
        this.prefix = prefix;
        this.person = person;
    }

    TenantId tenantId() {
        return tenantId;
    }

    String companyName() {
        return companyName;
    }

    Tier tier() {
        return tier;
    }

    /** What its transactions' ids begin with. */
    String prefix() {
        return prefix;
    }

    /** The user who looks after it. */
    Origin person() {
        return person;
    }
}
