package io.countersign.query.dryrun;

import io.countersign.policy.BookHistory.Term;
import io.countersign.policy.Rule;
import java.util.List;
import java.util.function.Supplier;

/** What a change makes of every version of a rule book. */
interface BookEdit {
    List<Term> of(List<Term> history);

    /**
     * Rules that a version has with the change and not without it, or the other way round.
     *
     * @param versions that matter
     */
    List<Rule> touched(List<Term> history, Supplier<List<Integer>> versions);
}
