package io.countersign.query.dryrun;

import io.countersign.policy.Action;
import io.countersign.policy.NameForm;
import io.countersign.policy.Outcome;
import io.countersign.policy.Reason;
import java.util.Objects;

/**
 * What came of a decision, or would have come of it.
 *
 * @param account null for none
 * @param reason  that counted; null if auto-posted
 */
record Result(String account, String reason) {
    static Result of(Outcome outcome) {
        Reason first = outcome.notAutoPostReason();
        return new Result(outcome.account(), first == null ? null : first.wireName());
    }

    boolean isPosted() {
        return reason == null;
    }

    boolean hasAccountOf(Result other) {
        return NameForm.same(account, other.account);
    }

    boolean isSameAs(Result other) {
        return hasAccountOf(other) && Objects.equals(reason, other.reason);
    }

    String action() {
        return (isPosted() ? Action.AUTO_POSTED : Action.REVIEWED).wireName();
    }
}
