package io.countersign.query.dryrun;

import io.countersign.policy.BookHistory.Term;
import io.countersign.policy.Rule;
import io.countersign.query.rules.RuleDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Accepts candidates: their rules replace those with the same pattern or id. A version that already contains a candidate's rule stays unchanged.
 */
record CandidateAcceptance(List<Rule> rules) implements RuleBookEdit {
    @Override
    public List<Term> applyTo(List<Term> history) {
        List<Term> edited = history;
        for (Rule rule : rules) {
            edited = with(rule, edited);
        }
        return edited;
    }

    private static List<Term> with(Rule rule, List<Term> history) {
        IntPredicate lacking = versionsWithout(rule, history);
        List<Term> edited = new ArrayList<>(history.size() + 1);
        for (Term term : history) {
            boolean isReplaced = RuleDiff.isReplacedBy(term.rule(), rule);
            edited.add(isReplaced ? new Term(term.rule(), term.versions().and(lacking.negate())) : term);
        }
        edited.add(new Term(rule, lacking));
        return edited;
    }

    private static IntPredicate versionsWithout(Rule rule, List<Term> history) {
        List<IntPredicate> with = history.stream()
                .filter(term -> rule.candidateId().equals(term.rule().candidateId()))
                .map(Term::versions)
                .toList();
        return version -> {
            for (IntPredicate versions : with) {
                if (versions.test(version)) {
                    return false;
                }
            }
            return true;
        };
    }

    @Override
    public List<Rule> changedRules(List<Term> history, Supplier<List<Integer>> versions) {
        List<Rule> changedRules = new ArrayList<>(rules);
        history.stream()
                .map(Term::rule)
                .filter(old -> rules.stream().anyMatch(fresh -> RuleDiff.isReplacedBy(old, fresh)))
                .forEach(changedRules::add);
        return changedRules;
    }
}
