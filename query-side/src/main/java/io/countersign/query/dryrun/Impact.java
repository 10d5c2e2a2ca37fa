package io.countersign.query.dryrun;

import io.countersign.policy.Action;
import io.countersign.policy.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Adds up what a change would have done. Used by one thread. */
final class Impact {
    private static final int SHOWN = 100;
    private static final int SCALE = 6;

    private final Map<String, Long> before;
    private final Map<String, Long> after;
    private final List<String> affectedIds = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private long affected;

    /** @param before counts of the whole population by reason, empty for auto-posted */
    Impact(Map<String, Long> before) {
        this.before = before;
        this.after = new TreeMap<>(before);
    }

    long population() {
        return before.values().stream().mapToLong(Long::longValue).sum();
    }

    void compare(Recorded recorded, Outcome outcome) {
        String reasonAfter = outcome.notAutoPostReason() == null ? null : outcome.notAutoPostReason().wireName();
        boolean same = recorded.action().equals(outcome.action().wireName())
                && Objects.equals(recorded.account(), outcome.account())
                && Objects.equals(recorded.reason(), reasonAfter);
        if (same) {
            return;
        }
        affected++;
        if (affectedIds.size() < SHOWN) {
            affectedIds.add(recorded.txnId().value());
        }
        after.merge(key(recorded.reason()), -1L, Long::sum);
        after.merge(key(reasonAfter), 1L, Long::sum);
        boolean wasPosted = recorded.action().equals(Action.AUTO_POSTED.wireName());
        if (wasPosted && !Objects.equals(recorded.account(), outcome.account()) && conflicts.size() < SHOWN) {
            conflicts.add(new Conflict(
                    recorded.tenantId().value(), recorded.txnId().value(), recorded.account(), outcome.account()));
        }
    }

    private static String key(String reason) {
        return reason == null ? "" : reason;
    }

    long affected() {
        return affected;
    }

    List<String> affectedIds() {
        return affectedIds;
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    Rates rates() {
        BigDecimal rateBefore = rate(before);
        BigDecimal rateAfter = rate(after);
        return new Rates(rateBefore, rateAfter, rateAfter.subtract(rateBefore));
    }

    private BigDecimal rate(Map<String, Long> counts) {
        return BigDecimal.valueOf(counts.getOrDefault("", 0L))
                .divide(BigDecimal.valueOf(population()), SCALE, RoundingMode.HALF_UP);
    }

    /** By reason, those that there were or would have been. */
    Map<String, Delta> reasons() {
        Map<String, Delta> deltas = new TreeMap<>();
        after.forEach((reason, count) -> {
            long was = before.getOrDefault(reason, 0L);
            if (!reason.isEmpty() && (was != 0 || count != 0)) {
                deltas.put(reason, new Delta(was, count, count - was));
            }
        });
        return deltas;
    }

    /** Shares of auto-posted decisions. */
    record Rates(BigDecimal automationRateBefore, BigDecimal automationRateAfter, BigDecimal delta) {}

    /** Counts of decisions with one reason. */
    record Delta(long before, long after, long delta) {}

    /** A transaction that was auto-posted to one account and would have had another. */
    record Conflict(String tenantId, String txnId, String accountBefore, String accountAfter) {}
}
