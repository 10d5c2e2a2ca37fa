package io.countersign.events.tenant;

import io.countersign.policy.TenantId;

/** What happened to a tenant. */
public sealed interface TenantEvent permits TenantCreated, TenantSettingsChanged {
    TenantId tenantId();
}
