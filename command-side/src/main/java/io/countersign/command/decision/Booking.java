package io.countersign.command.decision;

import io.countersign.events.decision.TransactionImported;
import io.countersign.policy.Decimals;
import io.countersign.policy.NameForm;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import java.math.BigDecimal;

/** A transaction that people booked before this service; calibratedP may be null. */
public record Booking(TenantId tenantId, Transaction transaction, String account, BigDecimal calibratedP)
        implements TenantTransaction {
    public Booking {
        calibratedP = Decimals.plain(calibratedP);
    }

    /** Whether an import on record is this one, so that it is sent again. */
    boolean isSameAs(TransactionImported recorded) {
        return transaction.isSameAs(recorded.transaction())
                && NameForm.same(account, recorded.account())
                && hasProbability(recorded.calibratedP());
    }

    private boolean hasProbability(BigDecimal other) {
        return calibratedP == null || other == null
                ? calibratedP == null && other == null
                : calibratedP.compareTo(other) == 0;
    }

    String decisionId() {
        return Decision.idOf(tenantId, transaction.txnId());
    }
}
