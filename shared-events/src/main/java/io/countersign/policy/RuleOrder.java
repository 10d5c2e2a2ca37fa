package io.countersign.policy;

import java.util.Comparator;

/** Which rule of a book comes first: by priority, number of conditions, length of the pattern and identifier. */
public final class RuleOrder {
    /** Equal for rules of which none is to be preferred over another: of one priority and one number of conditions. */
    static final Comparator<Rule> BY_RIGHT =
            Comparator.comparingInt(Rule::priority).thenComparing(RuleOrder::conditions, Comparator.reverseOrder());
    /** Decides between those too, so that there is always one first rule. */
    public static final Comparator<Rule> FIRST_TO_LAST =
            BY_RIGHT.thenComparing(RuleOrder::length, Comparator.reverseOrder()).thenComparing(Rule::ruleId);

    private RuleOrder() {}

    /** Bounds of the amount are one condition, a department is another. */
    private static int conditions(Rule rule) {
        boolean byAmount = rule.amountMin() != null || rule.amountMax() != null;
        return (byAmount ? 1 : 0) + (rule.department() == null ? 0 : 1);
    }

    /** In code points, of the pattern as it is kept. */
    private static int length(Rule rule) {
        return rule.pattern().codePointCount(0, rule.pattern().length());
    }
}
