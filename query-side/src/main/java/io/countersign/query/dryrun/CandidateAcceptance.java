package io.countersign.query.dryrun;

import io.countersign.policy.BookHistory.Term;
import io.countersign.policy.Rule;
import io.countersign.policy.SamePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Candidates' rules come into the book as accepting brings them in: in place of those with the same pattern or
 * identifier. A version that has a candidate's rule already stays as it is.
 */
record Promotion(List<Rule> rules) implements BookEdit {
    @Override
    public List<Term> of(List<Term> history) {
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
            boolean givesWay = givesWay(term.rule(), rule);
            edited.add(givesWay ? new Term(term.rule(), term.versions().and(lacking.negate())) : term);
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

    private static boolean givesWay(Rule old, Rule fresh) {
        return SamePattern.of(old).equals(SamePattern.of(fresh)) || old.ruleId().equals(fresh.ruleId());
    }

    @Override
    public List<Rule> touched(List<Term> history, Supplier<List<Integer>> versions) {
        List<Rule> touched = new ArrayList<>(rules);
        history.stream()
                .map(Term::rule)
                .filter(old -> rules.stream().anyMatch(fresh -> givesWay(old, fresh)))
                .forEach(touched::add);
        return touched;
    }
}
