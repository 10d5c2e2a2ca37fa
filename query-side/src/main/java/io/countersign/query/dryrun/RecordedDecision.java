package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;

/**
 * A decision as it was made.
 *
 * @param position in the one order
 * @param inputs   what rules and the decision function look at; of the matched rule, what they look at
 */
record Recorded(long position, String tenantId, Result result, DecisionInputs inputs) {
    /** The same decision with other inputs. */
    Recorded with(DecisionInputs others) {
        return new Recorded(position, tenantId, result, others);
    }
}
