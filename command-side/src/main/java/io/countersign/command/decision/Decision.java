package io.countersign.command.decision;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.NameForm;
import io.countersign.policy.Outcome;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** One transaction's fate. It begins with a decision or an import, which the {@link Decider} and {@link Importer} make. */
@Aggregate
class Decision {
    static final String TYPE = "Decision";

    @AggregateIdentifier
    private String id;

    private Transaction transaction;
    private Outcome outcome;
    private String settledAs;

    /** A slash is in no tenant's and no transaction's id, so different pairs have different ids. */
    static String idOf(TenantId tenant, TxnId txn) {
        return "decision:" + tenant + "/" + txn;
    }

    @CommandHandler
    Settled decide(ApproveDecision approve) {
        mustBeOpen();
        if (outcome.account() == null) {
            throw ErrorCode.NOTHING_TO_APPROVE.because(
                    "No account was decided for %s; correct it with one instead".formatted(transaction.txnId()));
        }
        String account = NameForm.normalized(outcome.account());
        apply(new DecisionApproved(
                approve.tenantId(), approve.txnId(), transaction.vendorNormalized(), transaction.amount(),
                transaction.currency(), account, outcome.calibratedP(), approve.reason()));
        return settled(account);
    }

    @CommandHandler
    Settled decide(CorrectDecision correct) {
        mustBeOpen();
        apply(new DecisionCorrected(
                correct.tenantId(), correct.txnId(), transaction.vendorNormalized(), transaction.amount(),
                transaction.currency(), outcome.account(), correct.account(), outcome.calibratedP(), correct.reason()));
        return settled(correct.account());
    }

    @CommandHandler
    Settled decide(RejectDecision reject) {
        mustBeOpen();
        apply(new DecisionRejected(
                reject.tenantId(), reject.txnId(), transaction.vendorNormalized(), transaction.amount(),
                transaction.currency(), outcome.account(), outcome.calibratedP(), reject.reason()));
        return settled(null);
    }

    private Settled settled(String account) {
        return new Settled(settledAs, account);
    }

    private void mustBeOpen() {
        if (outcome == null) {
            throw ErrorCode.NOT_A_DECISION.because(
                    "Transaction %s was imported as people had booked it; there is no decision on it"
                            .formatted(transaction.txnId()));
        }
        if (settledAs != null) {
            throw ErrorCode.ALREADY_SETTLED.because(
                    "The decision on %s was %s before".formatted(transaction.txnId(), settledAs));
        }
    }

    @EventSourcingHandler
    void evolve(TransactionDecided decided) {
        id = idOf(decided.tenantId(), decided.txnId());
        transaction = decided.inputs().transaction();
        outcome = decided.outcome();
    }

    @EventSourcingHandler
    void evolve(TransactionImported imported) {
        id = idOf(imported.tenantId(), imported.txnId());
        transaction = imported.transaction();
    }

    @EventSourcingHandler
    void evolve(DecisionApproved approved) {
        settledAs = "approved";
    }

    @EventSourcingHandler
    void evolve(DecisionCorrected corrected) {
        settledAs = "corrected";
    }

    @EventSourcingHandler
    void evolve(DecisionRejected rejected) {
        settledAs = "rejected";
    }
}
