package io.countersign.query.decisions;

import io.countersign.policy.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The number of decisions to review.
 *
 * @param byReason the decisions that have this reason, possibly among others; in the order of the reasons
 * @param more     whether counting stopped at its limit
 */
record ReviewQueueCounts(long all, Map<Reason, Long> byReason, boolean more) {
    /** @param most the limit at which counting stops */
    static ReviewQueueCounts of(List<ReasonSet> counts, int most) {
        Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            long decisions = counts.stream()
                    .filter(count -> count.reasons().contains(reason.wireName()))
                    .mapToLong(ReasonSet::decisions)
                    .sum();
            if (decisions > 0) {
                byReason.put(reason, decisions);
            }
        }
        long all = counts.stream().mapToLong(ReasonSet::decisions).sum();
        return new ReviewQueueCounts(all, byReason, all >= most);
    }

    /** The number of decisions with exactly these reasons. */
    record ReasonSet(List<String> reasons, long decisions) {}
}
