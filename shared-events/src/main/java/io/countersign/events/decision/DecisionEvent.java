package io.countersign.events.decision;

import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;

/** What happened to one transaction. */
public sealed interface DecisionEvent
        permits TransactionImported, TransactionDecided, DecisionApproved, DecisionCorrected, DecisionRejected {
    TenantId tenantId();

    TxnId txnId();
}
