package io.countersign.policy;

/**
 * A vendor's latest labels in a tenant: the newest label's account, and how many labels, counted back from the newest
 * by position, name it without a break.
 */
public record LabelRun(String account, int length) {
    /** The run after one more label. */
    public static LabelRun after(LabelRun run, String account) {
        return run != null && NameForm.same(run.account, account)
                ? new LabelRun(account, run.length + 1)
                : new LabelRun(account, 1);
    }
}
