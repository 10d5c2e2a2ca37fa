package io.countersign.command.tenant;

import io.countersign.command.dispatch.TenantScoped;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.policy.TenantId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Changes some of a tenant's settings.
 *
 * @param reason   null if none was given
 * @param expected what the caller's If-Match demands
 */
public record ChangeTenantSettings(TenantId tenantId, SettingsChange change, String reason, ExpectedVersion expected)
        implements TenantScoped {
    @TargetAggregateIdentifier
    String aggregateId() {
        return Tenant.idOf(tenantId);
    }
}
