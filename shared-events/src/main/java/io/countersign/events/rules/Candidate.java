package io.countersign.events.rules;

import io.countersign.policy.Decimals;
import io.countersign.policy.NameForm;
import io.countersign.policy.Rule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A proposed rule with its evidence.
 *
 * @param pattern     normalised for its type
 * @param amountMin   lowest signed amount that matches, inclusive; null for no bound, as is amountMax
 * @param department  null for any
 * @param explanation a sentence with the numbers; null if the proposer gave none
 */
public record Candidate(
        String candidateId,
        Rule.Type type,
        String pattern,
        String account,
        @Nullable BigDecimal amountMin,
        @Nullable BigDecimal amountMax,
        @Nullable String department,
        Evidence evidence,
        @Nullable String explanation) {
    public Candidate {
        amountMin = Decimals.plain(amountMin);
        amountMax = Decimals.plain(amountMax);
    }

    /** The rule that it becomes in a book. */
    public Rule rule() {
        return new Rule(
                "rule-" + candidateId,
                type,
                pattern,
                NameForm.normalized(account),
                Rule.PROMOTED_PRIORITY,
                evidence.precision(),
                evidence.count(),
                amountMin,
                amountMax,
                NameForm.normalized(department),
                "promoted",
                candidateId);
    }

    /**
     * The labels that speak for a candidate.
     *
     * @param count     labels that match
     * @param precision share of the commonest account among them, 0 to 1
     * @param stdDev    sample standard deviation of their calibrated probabilities; null where none had one
     */
    public record Evidence(
            int count, BigDecimal precision, @Nullable BigDecimal stdDev) {
        public Evidence {
            precision = Decimals.plain(precision);
            stdDev = Decimals.plain(stdDev);
        }
    }
}
