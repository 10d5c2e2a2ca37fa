package io.countersign.events.decision;

import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Outcome;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import org.axonframework.serialization.Revision;

/** A transaction was decided: from these inputs, the decision function made this outcome. */
@Revision("1")
public record TransactionDecided(TenantId tenantId, DecisionInputs inputs, Outcome outcome) implements DecisionEvent {
    @Override
    public TxnId txnId() {
        return inputs.transaction().txnId();
    }
}
