package io.countersign.command.decision;

import io.countersign.policy.DecisionInputs;
import io.countersign.policy.JournalTotals;
import io.countersign.policy.Proposal;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import java.util.Objects;

/**
 * A transaction to decide; proposal and journal may be null.
 *
 * @param journalAsGiven the journal with the digest that earlier builds recorded for it
 */
public record Submission(
        TenantId tenantId,
        Transaction transaction,
        Proposal proposal,
        JournalTotals journal,
        JournalTotals journalAsGiven)
        implements TenantTransaction {
    public Submission(TenantId tenantId, Transaction transaction, Proposal proposal, JournalTotals journal) {
        this(tenantId, transaction, proposal, journal, journal);
    }

    String decisionId() {
        return Decision.idOf(tenantId, transaction.txnId());
    }

    /** Whether a decision on record was made on this, so that it is the same transaction sent again. */
    boolean isSameAs(DecisionInputs recorded) {
        return transaction.isSameAs(recorded.transaction())
                && (proposal == null ? recorded.proposal() == null : proposal.isSameAs(recorded.proposal()))
                && (Objects.equals(journal, recorded.journal()) || Objects.equals(journalAsGiven, recorded.journal()));
    }
}
