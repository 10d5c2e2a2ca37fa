package io.countersign.command.decision;

import io.countersign.policy.Decimals;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import java.math.BigDecimal;

/** A transaction that people booked before. Equal bookings are the same one sent again; calibratedP may be null. */
public record Booking(TenantId tenantId, Transaction transaction, String account, BigDecimal calibratedP)
        implements TenantTransaction {
    public Booking {
        calibratedP = Decimals.plain(calibratedP);
    }

    String decisionId() {
        return Decision.idOf(tenantId, transaction.txnId());
    }
}
