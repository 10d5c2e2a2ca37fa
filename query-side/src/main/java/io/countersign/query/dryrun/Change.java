package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;
import java.util.Optional;
import java.util.function.Predicate;

/** A change that hasn't been made, and what it would have made of a decision's recorded inputs. */
interface Change {
    /** The inputs as they would have been; everything that the change doesn't touch stays as recorded. */
    DecisionInputs applied(DecisionInputs recorded);

    /** Tells by its normalised name whether a vendor's decisions may come out otherwise; empty if any decision may. */
    Optional<Predicate<String>> vendors();
}
