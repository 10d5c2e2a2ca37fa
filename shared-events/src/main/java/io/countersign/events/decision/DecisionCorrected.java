package io.countersign.events.decision;

import io.countersign.policy.Decimals;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A person gave the transaction another account, which is a label.
 *
 * @param accountBefore that was decided; null if there was none
 * @param account       that the person gave
 * @param calibratedP   of the decision
 * @param reason        null if none was given
 */
@Revision("1")
public record DecisionCorrected(
        TenantId tenantId,
        TxnId txnId,
        String vendorNormalized,
        BigDecimal amount,
        String currency,
        @Nullable String accountBefore,
        String account,
        BigDecimal calibratedP,
        @Nullable String reason)
        implements DecisionEvent {
    public DecisionCorrected {
        amount = Decimals.plain(amount);
        calibratedP = Decimals.plain(calibratedP);
    }
}
