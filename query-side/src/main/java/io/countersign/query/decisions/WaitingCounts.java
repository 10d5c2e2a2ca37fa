package io.countersign.query.decisions;

import io.countersign.policy.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many decisions wait.
 *
 * @param byReason those that the reason holds for, beside others maybe; in the order in which reasons count
 */
record WaitingCounts(long all, Map<Reason, Long> byReason) {
    static WaitingCounts of(List<Together> counts) {
        Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            long decisions = counts.stream()
                    .filter(count -> count.reasons().contains(reason.wireName()))
                    .mapToLong(Together::decisions)
                    .sum();
            if (decisions > 0) {
                byReason.put(reason, decisions);
            }
        }
        return new WaitingCounts(counts.stream().mapToLong(Together::decisions).sum(), byReason);
    }

    /** Decisions that exactly these reasons hold for. */
    record Together(List<String> reasons, long decisions) {}
}
