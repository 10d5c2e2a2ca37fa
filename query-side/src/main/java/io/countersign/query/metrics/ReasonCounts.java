package io.countersign.query.metrics;

import io.countersign.platform.rules.VersionId;
import io.countersign.policy.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The number of decisions by day and first reason. */
record ReasonCounts(List<Count> all) {
    /** @param reason empty for auto-posted decisions */
    record Count(LocalDate day, String reason, long count) {
        boolean isPosted() {
            return reason.isEmpty();
        }
    }

    long population() {
        return sum(all, count -> true);
    }

    BigDecimal automationRate() {
        return Ratio.of(sum(all, Count::isPosted), population());
    }

    BigDecimal reviewRate() {
        return Ratio.of(sum(all, count -> !count.isPosted()), population());
    }

    /** The counts of all reasons, in the order of their priority. */
    Map<String, Long> reasons() {
        return Arrays.stream(Reason.values())
                .map(Reason::wireName)
                .collect(Collectors.toMap(
                        Function.identity(),
                        reason -> sum(all, count -> count.reason().equals(reason)),
                        Long::sum,
                        LinkedHashMap::new));
    }

    /** The counts of each day, including days without decisions. */
    List<Metrics.Day> byDay(List<LocalDate> days, Function<LocalDate, Integer> ruleVersion) {
        Map<LocalDate, List<Count>> found = all.stream().collect(Collectors.groupingBy(Count::day));
        return days.stream()
                .map(day -> day(day, found.getOrDefault(day, List.of()), ruleVersion.apply(day)))
                .toList();
    }

    private static Metrics.Day day(LocalDate day, List<Count> counts, int ruleVersion) {
        long posted = sum(counts, Count::isPosted);
        long reviewed = sum(counts, count -> !count.isPosted());
        return new Metrics.Day(day, posted, reviewed, Ratio.of(posted, posted + reviewed), VersionId.of(ruleVersion));
    }

    private static long sum(List<Count> counts, Predicate<Count> which) {
        return counts.stream().filter(which).mapToLong(Count::count).sum();
    }
}
