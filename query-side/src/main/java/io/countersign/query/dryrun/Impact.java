package io.countersign.query.dryrun;

import io.countersign.policy.NameForm;
import io.countersign.policy.Outcome;
import io.countersign.policy.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Adds up what a change would have done. Used by one thread at a time. */
final class Impact {
    private static final int SHOWN = 100;
    private static final int SCALE = 6;

    private final Map<String, Long> before;
    private final Map<String, Long> after;
    private final Earliest<Effect> effects = new Earliest<>(SHOWN);
    private final Earliest<Effect> conflicts = new Earliest<>(SHOWN);
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
        Reason first = outcome.notAutoPostReason();
        String reason = first == null ? null : first.wireName();
        boolean sameAccount = NameForm.same(recorded.account(), outcome.account());
        if (sameAccount && Objects.equals(recorded.reason(), reason)) {
            return;
        }
        affected++;
        Effect effect = new Effect(recorded.tenantId(), recorded.account(), outcome.account());
        effects.add(recorded.position(), effect);
        after.merge(key(recorded.reason()), -1L, Long::sum);
        after.merge(key(reason), 1L, Long::sum);
        if (recorded.isPosted() && !sameAccount) {
            conflicts.add(recorded.position(), effect);
        }
    }

    private static String key(String reason) {
        return reason == null ? "" : reason;
    }

    long affected() {
        return affected;
    }

    /** Of those whose transactions are shown. */
    Set<Long> shownPositions() {
        Set<Long> shown = new HashSet<>(effects.positions());
        shown.addAll(conflicts.positions());
        return shown;
    }

    /** @param txnIds by position */
    List<String> affectedIds(Map<Long, String> txnIds) {
        return effects.positions().stream().map(txnIds::get).toList();
    }

    /** @param txnIds by position */
    List<Conflict> conflicts(Map<Long, String> txnIds) {
        return conflicts.all().entrySet().stream()
                .map(entry -> entry.getValue().on(txnIds.get(entry.getKey())))
                .toList();
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

    private record Effect(String tenantId, String accountBefore, String accountAfter) {
        private Conflict on(String txnId) {
            return new Conflict(tenantId, txnId, accountBefore, accountAfter);
        }
    }
}
