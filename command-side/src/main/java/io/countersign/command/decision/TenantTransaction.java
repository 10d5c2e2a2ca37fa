package io.countersign.command.decision;

import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;

/** A transaction with the tenant that it belongs to. */
public interface TenantTransaction {
    TenantId tenantId();

    Transaction transaction();
}
