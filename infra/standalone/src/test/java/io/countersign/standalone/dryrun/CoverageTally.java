package io.countersign.standalone.dryrun;

import io.countersign.policy.Reason;
import io.countersign.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what generated cases met, so that a test can hold that they meet everything. */
final class CoverageTally {
    private final Map<String, Integer> times = new TreeMap<>();

    private void count(String what) {
        times.merge(what, 1, Integer::sum);
    }

    void count(DryRunRequest.Kind change, String baseline, List<DecisionSeen> before, List<DecisionSeen> after) {
        boolean any = false;
        for (int i = 0; i < before.size(); i++) {
            DecisionSeen was = before.get(i);
            DecisionSeen is = after.get(i);
            matched(is);
            if (!was.isLike(is)) {
                any = true;
                affected(was, is);
            }
        }
        count(change + (any ? " with effect" : " without"));
        count(baseline + (any ? " with effect" : " without"));
    }

    private void affected(DecisionSeen was, DecisionSeen is) {
        count(was.action() + " → " + is.action());
        count("came or went as " + was.reason());
        count("came or went as " + is.reason());
        if (!was.hasAccountOf(is)) {
            count(was.isPosted() ? "conflict" : "other account");
        }
    }

    private void matched(DecisionSeen told) {
        told.reasons().forEach(reason -> count("reason " + reason));
        Rule rule = told.rule();
        if (rule != null) {
            count("matched " + rule.type().wireName());
            count(told.scope().equals("firm") ? "matched firm rule" : "matched tenant rule");
            count(rule.amountMin() == null && rule.amountMax() == null ? "any amount" : "amount bounds");
            count(rule.department() == null ? "any department" : "department");
        }
    }

    /** What no case has met so far. */
    List<String> missing() {
        List<String> all = new ArrayList<>(List.of(
                "auto_posted → reviewed",
                "reviewed → auto_posted",
                "reviewed → reviewed",
                "recorded with effect",
                "current with effect",
                "conflict",
                "other account",
                "matched firm rule",
                "matched tenant rule",
                "amount bounds",
                "department"));
        for (Reason reason : Reason.values()) {
            all.add("reason " + reason.wireName());
            all.add("came or went as " + reason.wireName());
        }
        for (Rule.Type type : Rule.Type.values()) {
            all.add("matched " + type.wireName());
        }
        for (DryRunRequest.Kind kind : DryRunRequest.Kind.values()) {
            all.add(kind + " with effect");
        }
        all.removeAll(times.keySet());
        return all;
    }

    @Override
    public String toString() {
        return times.toString();
    }
}
