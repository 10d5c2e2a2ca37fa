package io.countersign.events.decision;

import io.countersign.policy.Decimals;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A person found the decision right; its account is a label.
 *
 * @param account     that was decided; null if there was none
 * @param calibratedP of the decision
 * @param reason      null if none was given
 */
@Revision("1")
public record DecisionApproved(
        TenantId tenantId,
        TxnId txnId,
        String vendorNormalized,
        BigDecimal amount,
        String currency,
        @Nullable String account,
        BigDecimal calibratedP,
        @Nullable String reason)
        implements DecisionEvent {
    public DecisionApproved {
        amount = Decimals.plain(amount);
        calibratedP = Decimals.plain(calibratedP);
    }
}
