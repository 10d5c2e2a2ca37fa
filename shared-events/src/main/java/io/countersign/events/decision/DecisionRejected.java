package io.countersign.events.decision;

import io.countersign.policy.Decimals;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A person threw the decision out; nothing was booked and there is no label.
 *
 * @param account     that was decided; null if there was none
 * @param calibratedP of the decision
 * @param reason      never null
 */
@Revision("1")
public record DecisionRejected(
        TenantId tenantId,
        TxnId txnId,
        String vendorNormalized,
        BigDecimal amount,
        String currency,
        @Nullable String account,
        BigDecimal calibratedP,
        String reason)
        implements DecisionEvent {
    public DecisionRejected {
        amount = Decimals.plain(amount);
        calibratedP = Decimals.plain(calibratedP);
    }
}
