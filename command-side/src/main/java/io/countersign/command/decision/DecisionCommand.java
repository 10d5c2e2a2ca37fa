package io.countersign.command.decision;

import io.countersign.command.dispatch.TenantScoped;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The commands of {@link Decision}: a person settles it, once. */
public sealed interface DecisionCommand extends TenantScoped {
    TxnId txnId();

    @TargetAggregateIdentifier
    default String aggregateId() {
        return Decision.idOf(tenantId(), txnId());
    }

    /**
     * Approves the decided account; refused if the decision was settled before.
     *
     * @param reason null if none was given
     */
    record ApproveDecision(TenantId tenantId, TxnId txnId, String reason) implements DecisionCommand {}

    /**
     * Corrects the account, or approves it if it is the decided one; refused if the decision was settled before.
     *
     * @param reason null if none was given
     */
    record CorrectDecision(TenantId tenantId, TxnId txnId, String account, String reason) implements DecisionCommand {}

    /**
     * Rejects the decision; refused if it was settled before.
     *
     * @param reason never blank
     */
    record RejectDecision(TenantId tenantId, TxnId txnId, String reason) implements DecisionCommand {}
}
