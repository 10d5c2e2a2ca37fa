package io.countersign.events.decision;

import io.countersign.policy.Decimals;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that people booked before was taken over; its account is a label.
 *
 * @param calibratedP what some software had thought of that account, 0 to 1; null if nothing
 */
@Revision("1")
public record TransactionImported(
        TenantId tenantId,
        Transaction transaction,
        String account,
        @Nullable BigDecimal calibratedP) implements DecisionEvent {
    public TransactionImported {
        calibratedP = Decimals.plain(calibratedP);
    }

    @Override
    public TxnId txnId() {
        return transaction.txnId();
    }
}
