package io.countersign.command.decision;

import io.countersign.command.dispatch.TenantScoped;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Throws a decision out; refused if it was settled before.
 *
 * @param reason why, never blank
 */
public record RejectDecision(TenantId tenantId, TxnId txnId, String reason) implements TenantScoped {
    @TargetAggregateIdentifier
    String aggregateId() {
        return Decision.idOf(tenantId, txnId);
    }
}
