package io.countersign.query.decisions;

import io.countersign.policy.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many decisions wait.
 *
 * @param byReason those that the reason holds for, beside others maybe; in the order in which reasons count
 * @param more     whether there may be more than these
 */
record WaitingCounts(long all, Map<Reason, Long> byReason, boolean more) {
    /** @param most where counting stops */
    static WaitingCounts of(List<Together> counts, int most) {
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
        long all = counts.stream().mapToLong(Together::decisions).sum();
        return new WaitingCounts(all, byReason, all >= most);
    }

    /** Decisions that exactly these reasons hold for. */
    record Together(List<String> reasons, long decisions) {}
}
