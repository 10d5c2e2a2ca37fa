package io.countersign.policy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What makes two rules have the same pattern: equal type, pattern, amount bounds and department, as matching compares them. */
public record SamePattern(
        Rule.Type type,
        String pattern,
        @Nullable BigDecimal amountMin,
        @Nullable BigDecimal amountMax,
        @Nullable String department) {
    public SamePattern {
        pattern = RulePattern.comparable(type, pattern);
        department = NameForm.normalized(department);
    }

    public static SamePattern of(Rule rule) {
        return new SamePattern(rule.type(), rule.pattern(), rule.amountMin(), rule.amountMax(), rule.department());
    }
}
