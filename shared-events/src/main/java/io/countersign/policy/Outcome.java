package io.countersign.policy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decision function made of its inputs.
 *
 * @param reasons     all that hold, in their order; empty exactly when the action is {@link Action#AUTO_POSTED}
 * @param account     null if neither a rule nor a proposal named one
 * @param calibratedP the probability, 0 to 1, that the account is right
 * @param labels      how many labels spoke for the account
 */
public record Outcome(
        Action action,
        List<Reason> reasons,
        @Nullable String account,
        BigDecimal calibratedP,
        BigDecimal thresholdUsed,
        int labels) {
    public Outcome {
        reasons = List.copyOf(reasons);
        calibratedP = Decimals.plain(calibratedP);
        thresholdUsed = Decimals.plain(thresholdUsed);
    }

    /** The reason that counts; null if there is none. */
    public @Nullable Reason notAutoPostReason() {
        return reasons.isEmpty() ? null : reasons.get(0);
    }
}
