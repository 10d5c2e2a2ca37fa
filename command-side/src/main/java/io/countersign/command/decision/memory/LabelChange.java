package io.countersign.command.decision.memory;

import io.countersign.policy.LabelRun;

/**
 * What new labels do to a vendor's run.
 *
 * @param run    of the new labels alone
 * @param broken whether they named more than one account, so that what was before doesn't count any more
 */
record LabelChange(LabelRun run, boolean broken) {
    static LabelChange after(LabelChange change, String account) {
        if (change == null) {
            return new LabelChange(new LabelRun(account, 1), false);
        }
        boolean continues = change.run.account().equals(account);
        return new LabelChange(LabelRun.after(change.run, account), change.broken || !continues);
    }
}
