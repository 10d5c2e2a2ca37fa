package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;

/**
 * A decision as recorded.
 *
 * @param position in the one order
 * @param inputs   only those inputs, and those fields of the matched rule, that rules and the decision function use
 */
record RecordedDecision(long position, String tenantId, DecisionResult result, DecisionInputs inputs) {
    /** The same decision with other inputs. */
    RecordedDecision with(DecisionInputs others) {
        return new RecordedDecision(position, tenantId, result, others);
    }
}
