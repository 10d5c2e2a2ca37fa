package io.countersign.command.decision;

import io.countersign.command.dispatch.TenantScoped;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Gives a decided transaction another account, or approves it if that is the decided one; refused if it was settled
 * before.
 *
 * @param reason null if none was given
 */
public record CorrectDecision(TenantId tenantId, TxnId txnId, String account, String reason) implements TenantScoped {
    @TargetAggregateIdentifier
    String aggregateId() {
        return Decision.idOf(tenantId, txnId);
    }
}
