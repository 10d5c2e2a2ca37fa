package io.countersign.query.dryrun;

import io.countersign.policy.BookHistory.Term;
import io.countersign.policy.Rule;
import java.util.List;
import java.util.function.Supplier;

/** An edit that is applied to every version of a rule book. */
interface RuleBookEdit {
    /** The history of the rule book with the edit applied to every version. */
    List<Term> applyTo(List<Term> history);

    /**
     * The rules that some version has only with the edit, or only without it.
     *
     * @param versions the versions to look at
     */
    List<Rule> changedRules(List<Term> history, Supplier<List<Integer>> versions);
}
