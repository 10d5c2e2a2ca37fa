package io.countersign.command.dispatch;

import io.countersign.policy.TenantId;

/** A command on an existing tenant. The commands of a tenant run one after the other. */
public interface TenantScoped {
    TenantId tenantId();
}
