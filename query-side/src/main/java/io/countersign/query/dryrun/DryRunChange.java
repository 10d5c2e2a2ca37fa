package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;
import java.util.List;

/** A change whose effect a dry-run computes. Implementations are thread-safe. */
interface DryRunChange {
    /** The inputs of a decision with the change applied; all else as recorded. */
    DecisionInputs applied(RecordedDecision recorded);

    /** A superset of the decisions that the change affects, as an SQL condition. */
    AffectedDecisions affected(DecisionFacts facts);

    /** Facts about the selected decisions. Each call runs a query. */
    interface DecisionFacts {
        /** Their normalised vendor names. */
        List<String> vendors();

        /** The versions of the firm's rule book, or of the tenants' rule books, that they were decided with. */
        List<Integer> versions(boolean ofFirm);
    }
}
