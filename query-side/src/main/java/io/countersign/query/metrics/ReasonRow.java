package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * For how many decisions a reason was the first.
 *
 * @param reason by its name on the wire
 * @param share  of the reviewed decisions
 * @param width  of its bar, the commonest one's being full
 */
record ReasonRow(String reason, long count, BigDecimal share, String width) {
    /** Those that there were, the commonest first. */
    static List<ReasonRow> of(Map<String, Long> counts) {
        long reviewed = counts.values().stream().mapToLong(Long::longValue).sum();
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return counts.entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(reason -> new ReasonRow(
                        reason.getKey(),
                        reason.getValue(),
                        Share.of(reason.getValue(), reviewed),
                        Plots.at((double) reason.getValue() / most)))
                .toList();
    }
}
