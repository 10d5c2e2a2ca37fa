package io.countersign.command.tenant;

import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Takes on a client company; refused if there is one with this id. */
public record CreateTenant(TenantId tenantId, String name, Tier tier) {
    @TargetAggregateIdentifier
    String aggregateId() {
        return Tenant.idOf(tenantId);
    }
}
