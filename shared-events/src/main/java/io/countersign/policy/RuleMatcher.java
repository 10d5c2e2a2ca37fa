package io.countersign.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * One version of a rule book, compiled. Finds the rule that holds for a transaction without trying all of them.
 * Immutable, and safe for any number of threads.
 */
public final class RuleMatcher {
    private final String scope;
    private final int version;
    private final CompiledRule[] rules;
    private final RuleIndex index;

    private RuleMatcher(String scope, int version, CompiledRule[] rules) {
        this.scope = scope;
        this.version = version;
        this.rules = rules;
        RuleIndex.Builder builder = new RuleIndex.Builder();
        for (int rank = 0; rank < rules.length; rank++) {
            rules[rank].pattern().index(rank, builder);
        }
        this.index = builder.build();
    }

    /**
     * @param scope {@code firm} or a tenant's identifier
     * @param rules in any order, each with its pattern as {@link RulePattern#normalized} gives it
     * @throws IllegalArgumentException naming the rule, if its regular expression doesn't compile
     */
    public static RuleMatcher compile(String scope, int version, List<Rule> rules) {
        List<Rule> sorted = rules.stream().sorted(RuleOrder.FIRST_TO_LAST).toList();
        CompiledRule[] compiled = new CompiledRule[sorted.size()];
        int tier = 0;
        for (int rank = 0; rank < compiled.length; rank++) {
            if (rank > 0 && RuleOrder.BY_RIGHT.compare(sorted.get(rank - 1), sorted.get(rank)) != 0) {
                tier++;
            }
            compiled[rank] = CompiledRule.of(sorted.get(rank), tier);
        }
        return new RuleMatcher(scope, version, compiled);
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
        if (rules.length == 0) {
            return Optional.empty();
        }
        Search search = new Search(transaction);
        index.candidates(transaction, search);
        return search.result();
    }

    /** Keeps the best of the rules that match, and whether others of its tier contradict it. */
    private final class Search implements IntConsumer {
        private final Transaction transaction;
        private int best = Integer.MAX_VALUE;
        private int bestTier = Integer.MAX_VALUE;
        private boolean contested;

        Search(Transaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public void accept(int rank) {
            CompiledRule rule = rules[rank];
            if (rule.tier() > bestTier || rank == best || !rule.matches(transaction)) {
                return;
            }
            boolean contradicts =
                    rule.tier() == bestTier && !rule.rule().account().equals(rules[best].rule().account());
            contested = contradicts || (rule.tier() == bestTier && contested);
            best = Math.min(best, rank);
            bestTier = rule.tier();
        }

        Optional<RuleMatch> result() {
            return best == Integer.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(new RuleMatch(rules[best].rule(), scope, version, contested));
        }
    }
}
