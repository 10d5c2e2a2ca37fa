package io.countersign.policy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A rule, ready to be held against transactions.
 *
 * @param tier equal for rules of one priority and number of conditions, lower for those that come first
 */
record CompiledRule(Rule rule, RulePattern pattern, int tier) {
    static CompiledRule of(Rule rule, int tier) {
        try {
            return new CompiledRule(rule, RulePattern.of(rule.type(), rule.pattern()), tier);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The pattern of rule %s %s".formatted(rule.ruleId(), e.getMessage()), e);
        }
    }

    boolean matches(Transaction transaction) {
        return amountMatches(transaction.amount())
                && departmentMatches(transaction.department())
                && pattern.matches(transaction);
    }

    private boolean amountMatches(BigDecimal amount) {
        return (rule.amountMin() == null || amount.compareTo(rule.amountMin()) >= 0)
                && (rule.amountMax() == null || amount.compareTo(rule.amountMax()) <= 0);
    }

    /** Case counts, as it does for accounts. */
    private boolean departmentMatches(@Nullable String department) {
        return rule.department() == null || NameForm.same(department, rule.department());
    }
}
