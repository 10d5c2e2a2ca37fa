package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The number of decisions with a first reason.
 *
 * @param reason the API name of the reason
 * @param share  the share of the decisions sent to review
 * @param width  the width of its bar; that of the most common reason is 100%
 */
record ReasonRow(String reason, long count, BigDecimal share, String width) {
    /** The reasons with decisions, most common first. */
    static List<ReasonRow> of(Map<String, Long> counts) {
        long reviewed = counts.values().stream().mapToLong(Long::longValue).sum();
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return counts.entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(reason -> new ReasonRow(
                        reason.getKey(),
                        reason.getValue(),
                        Ratio.of(reason.getValue(), reviewed),
                        Plots.at((double) reason.getValue() / most)))
                .toList();
    }
}
