package io.countersign.command.rules;

import io.countersign.events.rules.Candidate;
import io.countersign.policy.Rule;
import java.math.BigDecimal;

/** What makes two patterns the same: equal type, pattern, amount bounds and department. */
record SamePattern(Rule.Type type, String pattern, BigDecimal amountMin, BigDecimal amountMax, String department) {
    static SamePattern of(Rule rule) {
        return new SamePattern(rule.type(), rule.pattern(), rule.amountMin(), rule.amountMax(), rule.department());
    }

    static SamePattern of(Candidate candidate) {
        return new SamePattern(
                candidate.type(),
                candidate.pattern(),
                candidate.amountMin(),
                candidate.amountMax(),
                candidate.department());
    }
}
