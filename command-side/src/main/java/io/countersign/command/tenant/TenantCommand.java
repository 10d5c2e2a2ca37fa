package io.countersign.command.tenant;

import io.countersign.command.dispatch.TenantScoped;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The commands of {@link Tenant}. */
public sealed interface TenantCommand {
    TenantId tenantId();

    @TargetAggregateIdentifier
    default String aggregateId() {
        return Tenant.idOf(tenantId());
    }

    /** Creates a tenant; refused if the id is taken. */
    record CreateTenant(TenantId tenantId, String name, Tier tier) implements TenantCommand {}

    /**
     * Changes some of a tenant's settings.
     *
     * @param reason   null if none was given
     * @param expected the version that the caller's If-Match demands
     */
    record ChangeTenantSettings(TenantId tenantId, SettingsChange change, String reason, ExpectedVersion expected)
            implements TenantCommand, TenantScoped {}
}
