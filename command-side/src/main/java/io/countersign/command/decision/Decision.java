package io.countersign.command.decision;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.command.decision.DecisionCommand.ApproveDecision;
import io.countersign.command.decision.DecisionCommand.CorrectDecision;
import io.countersign.command.decision.DecisionCommand.RejectDecision;
import io.countersign.events.EventMetaData;
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
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/**
 * The history of one transaction. It begins with a decision, made by {@link Decider}, or with an import, made by
 * {@link TransactionImporter}.
 */
@Aggregate
class Decision {
    static final String TYPE = "Decision";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private String id;

    private Transaction transaction;
    private Outcome outcome;
    private SettlementRecord settled;

    /** A slash is in no tenant's and no transaction's id, so different pairs have different ids. */
    static String idOf(TenantId tenant, TxnId txn) {
        return "decision:" + tenant + "/" + txn;
    }

    @CommandHandler
    SettledDecision decide(ApproveDecision approve) {
        mustBeOpen();
        return approve(approve.tenantId(), approve.txnId(), approve.reason());
    }

    /** To the decided account is an approval. */
    @CommandHandler
    SettledDecision decide(CorrectDecision correct) {
        mustBeOpen();
        if (NameForm.same(correct.account(), outcome.account())) {
            return approve(correct.tenantId(), correct.txnId(), correct.reason());
        }
        apply(new DecisionCorrected(
                correct.tenantId(),
                correct.txnId(),
                transaction.vendorNormalized(),
                transaction.amount(),
                transaction.currency(),
                outcome.account(),
                correct.account(),
                outcome.calibratedP(),
                correct.reason()));
        return new SettledDecision("corrected", correct.account());
    }

    private SettledDecision approve(TenantId tenant, TxnId txn, String reason) {
        if (outcome.account() == null) {
            throw ErrorCode.NOTHING_TO_APPROVE.because(
                    "No account was decided for %s; correct it with one instead".formatted(transaction.txnId()));
        }
        String account = NameForm.normalized(outcome.account());
        apply(new DecisionApproved(
                tenant,
                txn,
                transaction.vendorNormalized(),
                transaction.amount(),
                transaction.currency(),
                account,
                outcome.calibratedP(),
                reason));
        return new SettledDecision("approved", account);
    }

    @CommandHandler
    SettledDecision decide(RejectDecision reject) {
        mustBeOpen();
        apply(new DecisionRejected(
                reject.tenantId(),
                reject.txnId(),
                transaction.vendorNormalized(),
                transaction.amount(),
                transaction.currency(),
                outcome.account(),
                outcome.calibratedP(),
                reject.reason()));
        return new SettledDecision("rejected", null);
    }

    private void mustBeOpen() {
        if (outcome == null) {
            throw ErrorCode.NOT_A_DECISION.because(
                    "Transaction %s was imported as people had booked it; there is no decision on it"
                            .formatted(transaction.txnId()));
        }
        if (settled != null) {
            throw settled.refusal(transaction.txnId());
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
    void evolve(DecisionApproved approved, @MetaDataValue(EventMetaData.USER_ID) String user, @Timestamp Instant at) {
        settled = new SettlementRecord(user, "approved", at);
    }

    @EventSourcingHandler
    void evolve(DecisionCorrected corrected, @MetaDataValue(EventMetaData.USER_ID) String user, @Timestamp Instant at) {
        settled = new SettlementRecord(user, "corrected", at);
    }

    @EventSourcingHandler
    void evolve(DecisionRejected rejected, @MetaDataValue(EventMetaData.USER_ID) String user, @Timestamp Instant at) {
        settled = new SettlementRecord(user, "rejected", at);
    }
}
