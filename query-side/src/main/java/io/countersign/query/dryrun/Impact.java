package io.countersign.query.dryrun;

import io.countersign.policy.Decimals;
import io.countersign.policy.Transaction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sums up the effects of a change. Not thread-safe. */
final class Impact {
    private static final int SHOWN = 100;
    private static final int SCALE = 6;

    private final Map<String, Long> recorded;
    private final Map<String, Long> before;
    private final Map<String, Long> after;
    private final FirstByPosition<Effect> effects = new FirstByPosition<>(SHOWN);
    private final FirstByPosition<Effect> conflicts = new FirstByPosition<>(SHOWN);
    private final Map<String, BigDecimal> newlyPosted = new TreeMap<>();
    private long newlyPostedCount;
    private long affected;

    /** @param recorded counts of the whole population by reason, empty for auto-posted */
    Impact(Map<String, Long> recorded) {
        this.recorded = recorded;
        this.before = new TreeMap<>(recorded);
        this.after = new TreeMap<>(recorded);
    }

    long population() {
        return recorded.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Compares one decision without and with the change. Decisions that are not compared count as recorded on both sides. */
    void compare(RecordedDecision decision, DecisionResult without, DecisionResult with) {
        move(decision.result(), without, before);
        move(decision.result(), with, after);
        if (without.isSameAs(with)) {
            return;
        }
        affected++;
        Effect effect = new Effect(decision.tenantId(), without, with);
        effects.add(decision.position(), effect);
        if (without.isPosted() && !without.hasAccountOf(with)) {
            conflicts.add(decision.position(), effect);
        }
        if (with.isPosted() && !without.isPosted()) {
            newlyPostedCount++;
            Transaction transaction = decision.inputs().transaction();
            newlyPosted.merge(transaction.currency(), transaction.amount(), BigDecimal::add);
        }
    }

    private static void move(DecisionResult from, DecisionResult to, Map<String, Long> counts) {
        if (!key(from).equals(key(to))) {
            counts.merge(key(from), -1L, Long::sum);
            counts.merge(key(to), 1L, Long::sum);
        }
    }

    private static String key(DecisionResult result) {
        return result.isPosted() ? "" : result.reason();
    }

    long affected() {
        return affected;
    }

    /** The positions of the transactions to show. */
    Set<Long> shownPositions() {
        Set<Long> shown = new HashSet<>(effects.positions());
        shown.addAll(conflicts.positions());
        return shown;
    }

    /** @param transactions by position */
    List<Affected> affected(Map<Long, TransactionSummary> transactions) {
        return shown(effects, transactions);
    }

    /** The decisions that are auto-posted without the change and get another account with it. */
    List<Affected> conflicting(Map<Long, TransactionSummary> transactions) {
        return shown(conflicts, transactions);
    }

    private static List<Affected> shown(FirstByPosition<Effect> effects, Map<Long, TransactionSummary> transactions) {
        return effects.all().entrySet().stream()
                .map(entry -> entry.getValue().on(transactions.get(entry.getKey())))
                .toList();
    }

    NewlyAutoPosted newlyAutoPosted() {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        newlyPosted.forEach((currency, sum) -> amounts.put(currency, Decimals.plain(sum)));
        return new NewlyAutoPosted(newlyPostedCount, amounts);
    }

    Rates rates() {
        BigDecimal rateBefore = rate(before);
        BigDecimal rateAfter = rate(after);
        return new Rates(rateBefore, rateAfter, rateAfter.subtract(rateBefore));
    }

    BigDecimal recordedRate() {
        return rate(recorded);
    }

    private BigDecimal rate(Map<String, Long> counts) {
        return BigDecimal.valueOf(counts.getOrDefault("", 0L))
                .divide(BigDecimal.valueOf(population()), SCALE, RoundingMode.HALF_UP);
    }

    /** The counts by reason; reasons without decisions are left out. */
    Map<String, Delta> reasons() {
        Set<String> all = new HashSet<>(before.keySet());
        all.addAll(after.keySet());
        Map<String, Delta> deltas = new TreeMap<>();
        for (String reason : all) {
            long was = before.getOrDefault(reason, 0L);
            long is = after.getOrDefault(reason, 0L);
            if (!reason.isEmpty() && (was != 0 || is != 0)) {
                deltas.put(reason, new Delta(was, is, is - was));
            }
        }
        return deltas;
    }

    /** Shares of auto-posted decisions. */
    record Rates(BigDecimal automationRateBefore, BigDecimal automationRateAfter, BigDecimal delta) {}

    /** Numbers of decisions with one reason. */
    record Delta(long before, long after, long delta) {}

    /** A transaction that was auto-posted to one account and would have had another. */
    record Conflict(String tenantId, String txnId, String accountBefore, String accountAfter) {
        static Conflict of(Affected affected) {
            return new Conflict(
                    affected.tenantId(), affected.txnId(), affected.accountBefore(), affected.accountAfter());
        }
    }

    /** A transaction whose action, account or reason would have been another. */
    record Affected(
            String tenantId,
            String txnId,
            String vendor,
            BigDecimal amount,
            String currency,
            String actionBefore,
            String actionAfter,
            String accountBefore,
            String accountAfter) {}

    /**
     * What is auto-posted with the change and isn't without it.
     *
     * @param amounts sums by currency
     */
    record NewlyAutoPosted(long count, Map<String, BigDecimal> amounts) {}

    private record Effect(String tenantId, DecisionResult without, DecisionResult with) {
        private Affected on(TransactionSummary transaction) {
            return new Affected(
                    tenantId,
                    transaction.txnId(),
                    transaction.vendor(),
                    transaction.amount(),
                    transaction.currency(),
                    without.action(),
                    with.action(),
                    without.account(),
                    with.account());
        }
    }
}
