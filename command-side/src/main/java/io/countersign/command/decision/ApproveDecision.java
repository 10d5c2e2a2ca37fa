package io.countersign.command.decision;

import io.countersign.command.dispatch.TenantScoped;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Finds a decision right; refused if it was settled before.
 *
 * @param reason null if none was given
 */
public record ApproveDecision(TenantId tenantId, TxnId txnId, String reason) implements TenantScoped {
    @TargetAggregateIdentifier
    String aggregateId() {
        return Decision.idOf(tenantId, txnId);
    }
}
