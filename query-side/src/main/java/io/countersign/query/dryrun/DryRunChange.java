package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;
import java.util.List;

/** A change that hasn't been made, and what it would have made of decisions. Safe for any number of threads. */
interface Change {
    /** The decision's inputs as they would have been; everything that the change doesn't touch stays as recorded. */
    DecisionInputs applied(Recorded recorded);

    Reach reach(Known known);

    /** What is known of the decisions that are looked at; finding it out takes a while. */
    interface Known {
        /** Every normalised vendor that any of them has. */
        List<String> vendors();

        /** The versions of the firm's book, or of the tenants', that they were made under. */
        List<Integer> versions(boolean ofFirm);
    }
}
