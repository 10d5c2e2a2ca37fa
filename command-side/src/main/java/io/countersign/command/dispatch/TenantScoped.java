package io.countersign.command.dispatch;

import io.countersign.policy.TenantId;

/** A command on one existing tenant. Such commands run one after the other, so that positions tell what each had seen. */
public interface TenantScoped {
    TenantId tenantId();
}
