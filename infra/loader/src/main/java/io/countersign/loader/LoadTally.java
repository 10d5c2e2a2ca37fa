package io.countersign.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of one stream. A {@code duplicate} counts with the action that its first result had, so that a
 * repeated load reports the same decisions as the first.
 */
final class Tally {

    private static final int EXAMPLES = 3;

    /** How often a code was answered, and the first few sentences. */
    record Trouble(int count, List<String> examples) {
        private Trouble and(String example) {
            var more = new ArrayList<>(examples);
            if (more.size() < EXAMPLES) more.add(example);
            return new Trouble(count + 1, more);
        }
    }

    private final Map<String, Integer> statuses = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, Trouble> troubles = new TreeMap<>();
    private int autoPosted;
    private int reviewed;
    private int right;

    void add(Row row, Answer answer) {
        statuses.merge(String.valueOf(answer.status()), 1, Integer::sum);
        if (answer.refused()) {
            addTrouble(row, answer);
        } else if ("auto_posted".equals(answer.action())) {
            autoPosted++;
            if (row.transaction().account().equals(answer.account())) right++;
        } else if ("reviewed".equals(answer.action())) {
            reviewed++;
            reasons.merge(String.valueOf(answer.notAutoPostReason()), 1, Integer::sum);
        }
    }

    private void addTrouble(Row row, Answer answer) {
        String code = answer.code() == null ? answer.status() : answer.code();
        String example = "%s %s: %s".formatted(row.tenantId(), row.transaction().txnId(), answer.detail());
        troubles.put(
                code, troubles.getOrDefault(code, new Trouble(0, List.of())).and(example));
    }

    int rows() {
        return statuses.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Transactions that the service did not have before. */
    int added() {
        return statuses.getOrDefault("imported", 0) + statuses.getOrDefault("decided", 0);
    }

    Map<String, Integer> statuses() {
        return statuses;
    }

    /** Of the reviewed decisions, by their first reason. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    Map<String, Trouble> troubles() {
        return troubles;
    }

    int autoPosted() {
        return autoPosted;
    }

    int reviewed() {
        return reviewed;
    }

    /** Of the auto-posted, those on the account that people had booked. */
    int right() {
        return right;
    }
}
