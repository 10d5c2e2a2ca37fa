package io.countersign.command.rules.mining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses rules that work together as the matcher will have them: more conditions win, and rules with equally many that
 * contradict each other leave a transaction to a person. Wide rules come first; a narrower one is chosen for what the
 * wider ones leave over or get wrong.
 */
final class RuleSelection {
    private static final int NONE = -1;
    private static final int CONTESTED = -2;

    private final LabelTable table;
    /** For each label the account of the rules chosen so far, and how many conditions they have. */
    private final int[] account;

    private final byte[] conditions;

    private RuleSelection(LabelTable table) {
        this.table = table;
        this.account = new int[table.size()];
        Arrays.fill(account, NONE);
        this.conditions = new byte[table.size()];
    }

    static List<Finding> of(List<Finding> findings, LabelTable table, int leastGain) {
        RuleSelection choice = new RuleSelection(table);
        List<Finding> chosen = new ArrayList<>();
        for (Finding finding : findings.stream().sorted(Finding.WIDEST_FIRST).toList()) {
            if (choice.gain(finding) >= leastGain) {
                choice.take(finding);
                chosen.add(finding);
            }
        }
        return chosen;
    }

    private int gain(Finding finding) {
        int gain = 0;
        for (int i : finding.labels()) {
            int truth = table.account[i];
            gain += (accountAfter(finding, i) == truth ? 1 : 0) - (account[i] == truth ? 1 : 0);
        }
        return gain;
    }

    private void take(Finding finding) {
        for (int i : finding.labels()) {
            account[i] = accountAfter(finding, i);
            conditions[i] = (byte) finding.conditions();
        }
    }

    private int accountAfter(Finding finding, int label) {
        boolean among = account[label] != NONE && conditions[label] == finding.conditions();
        return among && account[label] != finding.account() ? CONTESTED : finding.account();
    }
}
