package io.countersign.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the results of one stream. A {@code duplicate} counts with the action of its first result, so that a repeated load reports the same decisions.
 */
final class LoadTally {

    private static final int EXAMPLES = 3;

    /** The number of refusals with one code, and the first few messages. */
    record Refusal(int count, List<String> examples) {
        private Refusal and(String example) {
            var more = new ArrayList<>(examples);
            if (more.size() < EXAMPLES) more.add(example);
            return new Refusal(count + 1, more);
        }
    }

    private final Map<String, Integer> statuses = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, Refusal> refusals = new TreeMap<>();
    private int autoPosted;
    private int reviewed;
    private int right;

    void add(Row row, StreamResult answer) {
        statuses.merge(String.valueOf(answer.status()), 1, Integer::sum);
        if (answer.refused()) {
            addRefusal(row, answer);
        } else if ("auto_posted".equals(answer.action())) {
            autoPosted++;
            if (row.transaction().account().equals(answer.account())) right++;
        } else if ("reviewed".equals(answer.action())) {
            reviewed++;
            reasons.merge(String.valueOf(answer.notAutoPostReason()), 1, Integer::sum);
        }
    }

    private void addRefusal(Row row, StreamResult answer) {
        String code = answer.code() == null ? answer.status() : answer.code();
        String example = "%s %s: %s".formatted(row.tenantId(), row.transaction().txnId(), answer.detail());
        refusals.put(
                code, refusals.getOrDefault(code, new Refusal(0, List.of())).and(example));
    }

    int rows() {
        return statuses.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The number of transactions that were new to the service. */
    int added() {
        return statuses.getOrDefault("imported", 0) + statuses.getOrDefault("decided", 0);
    }

    Map<String, Integer> statuses() {
        return statuses;
    }

    /** The number of reviewed decisions by first reason. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    Map<String, Refusal> refusals() {
        return refusals;
    }

    int autoPosted() {
        return autoPosted;
    }

    int reviewed() {
        return reviewed;
    }

    /** The number of auto-posted decisions with the account that people had booked. */
    int right() {
        return right;
    }
}
