package io.countersign.command.decision.memory;

import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;

/** A transaction in a tenant, which has one label at most. */
record LabelKey(TenantId tenant, TxnId txn) {}
