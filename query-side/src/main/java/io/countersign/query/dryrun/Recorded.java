package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;

/**
 * A decision as it was made.
 *
 * @param position in the one order
 * @param account  that was decided; null for none
 * @param reason   that counted; null if it was auto-posted
 * @param inputs   what rules and the decision function look at; of the matched rule, what they look at
 */
record Recorded(long position, String tenantId, String account, String reason, DecisionInputs inputs) {
    boolean isPosted() {
        return reason == null;
    }
}
