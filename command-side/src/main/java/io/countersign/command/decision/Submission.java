package io.countersign.command.decision;

import io.countersign.policy.JournalTotals;
import io.countersign.policy.Proposal;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;

/** A transaction to decide. Equal submissions are the same transaction sent again; proposal and journal may be null. */
public record Submission(TenantId tenantId, Transaction transaction, Proposal proposal, JournalTotals journal)
        implements TenantTransaction {
    String decisionId() {
        return Decision.idOf(tenantId, transaction.txnId());
    }
}
