package io.countersign.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** Rules in their order, with an index over them. Immutable, and safe for any number of threads. */
final class CompiledBook {
    private final CompiledRule[] rules;
    private final RuleIndex index;

    private CompiledBook(CompiledRule[] rules) {
        this.rules = rules;
        RuleIndex.Builder builder = new RuleIndex.Builder();
        for (int rank = 0; rank < rules.length; rank++) {
            rules[rank].pattern().index(rank, builder);
        }
        this.index = builder.build();
    }

    /** @param sorted as {@link RuleOrder#FIRST_TO_LAST} has them */
    static CompiledBook of(List<Rule> sorted) {
        CompiledRule[] compiled = new CompiledRule[sorted.size()];
        int tier = 0;
        for (int rank = 0; rank < compiled.length; rank++) {
            if (rank > 0 && RuleOrder.BY_RIGHT.compare(sorted.get(rank - 1), sorted.get(rank)) != 0) {
                tier++;
            }
            compiled[rank] = CompiledRule.of(sorted.get(rank), tier);
        }
        return new CompiledBook(compiled);
    }

    /**
     * The first rule that matches.
     *
     * @param inForce tells by its rank whether a rule counts
     */
    Optional<First> first(Transaction transaction, IntPredicate inForce) {
        if (rules.length == 0) {
            return Optional.empty();
        }
        Search search = new Search(transaction, inForce);
        index.candidates(transaction, search);
        return search.result();
    }

    /** A rule, and whether another of its tier that matches too names another account. */
    record First(Rule rule, boolean contested) {
        RuleMatch in(String scope, int version) {
            return new RuleMatch(rule, scope, version, contested);
        }
    }

    /** Keeps the best of the rules that match, and whether others of its tier contradict it. */
    private final class Search implements IntConsumer {
        private final Transaction transaction;
        private final IntPredicate inForce;
        private int best = Integer.MAX_VALUE;
        private int bestTier = Integer.MAX_VALUE;
        private boolean contested;

        Search(Transaction transaction, IntPredicate inForce) {
            this.transaction = transaction;
            this.inForce = inForce;
        }

        @Override
        public void accept(int rank) {
            CompiledRule rule = rules[rank];
            if (rule.tier() > bestTier || rank == best || !inForce.test(rank) || !rule.matches(transaction)) {
                return;
            }
            boolean contradicts = rule.tier() == bestTier
                    && !NameForm.same(rule.rule().account(), rules[best].rule().account());
            contested = contradicts || (rule.tier() == bestTier && contested);
            best = Math.min(best, rank);
            bestTier = rule.tier();
        }

        Optional<First> result() {
            return best == Integer.MAX_VALUE ? Optional.empty() : Optional.of(new First(rules[best].rule(), contested));
        }
    }
}
