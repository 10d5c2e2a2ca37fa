package io.countersign.query.dryrun;

import io.countersign.policy.Action;
import io.countersign.policy.NameForm;
import io.countersign.policy.Outcome;
import io.countersign.policy.Reason;
import java.util.Objects;

/**
 * The outcome of a decision, real or computed.
 *
 * @param account null if there is none
 * @param reason  the first reason; null if auto-posted
 */
record DecisionResult(String account, String reason) {
    static DecisionResult of(Outcome outcome) {
        Reason first = outcome.notAutoPostReason();
        return new DecisionResult(outcome.account(), first == null ? null : first.wireName());
    }

    boolean isPosted() {
        return reason == null;
    }

    boolean hasAccountOf(DecisionResult other) {
        return NameForm.same(account, other.account);
    }

    boolean isSameAs(DecisionResult other) {
        return hasAccountOf(other) && Objects.equals(reason, other.reason);
    }

    String action() {
        return (isPosted() ? Action.AUTO_POSTED : Action.REVIEWED).wireName();
    }
}
