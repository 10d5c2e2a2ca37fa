package io.countersign.query.dryrun;

import io.countersign.policy.BookHistory.Term;
import io.countersign.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Restores an earlier version: every version contains exactly its rules. */
record VersionRestoration(List<Rule> rules) implements RuleBookEdit {
    @Override
    public List<Term> applyTo(List<Term> history) {
        return rules.stream().map(rule -> new Term(rule, version -> true)).toList();
    }

    @Override
    public List<Rule> changedRules(List<Term> history, Supplier<List<Integer>> versions) {
        Map<Rule, IntPredicate> before = new HashMap<>();
        history.forEach(term -> before.merge(term.rule(), term.versions(), IntPredicate::or));
        Set<Rule> restored = Set.copyOf(rules);
        List<Integer> all = versions.get();
        List<Rule> changedRules = new ArrayList<>(
                rules.stream().filter(rule -> !before.containsKey(rule)).toList());
        before.forEach((rule, had) -> {
            if (all.stream().anyMatch(version -> had.test(version) != restored.contains(rule))) {
                changedRules.add(rule);
            }
        });
        return changedRules;
    }
}
