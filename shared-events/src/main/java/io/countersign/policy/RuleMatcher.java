package io.countersign.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * One version of a rule book, compiled. Finds the rule that holds for a transaction without trying all of them.
 * Immutable, and safe for any number of threads.
 */
public final class RuleMatcher {
    private static final IntPredicate ALL = rank -> true;

    private final String scope;
    private final int version;
    private final CompiledBook book;

    private RuleMatcher(String scope, int version, CompiledBook book) {
        this.scope = scope;
        this.version = version;
        this.book = book;
    }

    /**
     * @param scope {@code firm} or a tenant's identifier
     * @param rules in any order, each with its pattern as {@link RulePattern#normalized} gives it
     * @throws IllegalArgumentException naming the rule, if its regular expression doesn't compile
     */
    public static RuleMatcher compile(String scope, int version, List<Rule> rules) {
        return new RuleMatcher(
                scope,
                version,
                CompiledBook.of(rules.stream().sorted(RuleOrder.FIRST_TO_LAST).toList()));
    }

    /** A book without rules, as each is before its first version. */
    public static RuleMatcher empty(String scope) {
        return compile(scope, 0, List.of());
    }

    public String scope() {
        return scope;
    }

    public int version() {
        return version;
    }

    /**
     * The first matching rule: of the lowest priority, then with the most conditions, then with the longest pattern, then
     * with the first identifier. Amount bounds are inclusive and hold for the signed amount.
     */
    public Optional<RuleMatch> match(Transaction transaction) {
        return book.first(transaction, ALL).map(first -> first.in(scope, version));
    }
}
