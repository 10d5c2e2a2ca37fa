package io.countersign.command.decision;

import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;

/** A transaction of a tenant that somebody sent. */
public interface TenantTransaction {
    TenantId tenantId();

    Transaction transaction();
}
