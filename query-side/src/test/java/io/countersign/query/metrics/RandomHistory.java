package io.countersign.query.metrics;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.JournalTotals;
import io.countersign.policy.LabelRun;
import io.countersign.policy.Outcome;
import io.countersign.policy.Proposal;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.query.projection.QueryProgram;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.axonframework.eventhandling.DomainEventMessage;

/** Generates random days of some tenants, publishes them as events and keeps them for comparison. */
final class RandomHistory {
    private static final List<String> TENANTS = List.of("acme", "beta", "gamma");
    private static final List<String> CHANCES =
            List.of("0", "0.099999", "0.1", "0.5", "0.85", "0.9", "0.95", "0.999999", "1");
    private static final List<Integer> BUSY = List.of(60, 25, 0, 60, 3);
    private static final long MICROS_OF_A_DAY = 86_400_000_000L;

    private final List<MetricsDecision> decisions = new ArrayList<>();
    private final Map<String, Settings> settings = new HashMap<>();
    private final Map<String, TreeMap<LocalDate, Integer>> versions = new HashMap<>();
    private final List<DomainEventMessage<?>> events = new ArrayList<>();
    private LocalDate today = LocalDate.of(2026, 1, 1);
    private Random random = new Random(0);
    private int number;
    private int turn;

    RandomHistory() {
        TENANTS.forEach(tenant -> {
            settings.put(tenant, Tier.PRO.defaults());
            TenantCreated created =
                    new TenantCreated(new TenantId(tenant), "The " + tenant, Tier.PRO, Tier.PRO.defaults());
            events.add(QueryProgram.event("tenant:" + tenant, 0, created, time(0)));
        });
    }

    LocalDate today() {
        return today;
    }

    /** Some days go by, busy and quiet ones by turns, so that there are windows with many decisions and with few. */
    void goOn(long seed) {
        random = new Random(seed);
        int busy = BUSY.get(turn++ % BUSY.size());
        int vendors = 3 + random.nextInt(60);
        for (int days = 5 + random.nextInt(30); days > 0; days--) {
            today = today.plusDays(1);
            for (int decision = random.nextInt(busy + 1); decision > 0; decision--) {
                decide(any(TENANTS), "vendor " + random.nextInt(1 + random.nextInt(vendors)));
            }
            if (random.nextInt(6) == 0) {
                becomeAnotherVersion(any(List.of("firm", "acme", "beta")));
            }
            if (random.nextInt(10) == 0) {
                change(any(TENANTS));
            }
        }
    }

    void publish(QueryProgram program) {
        for (int from = 0; from < events.size(); from += 700) {
            program.publish(
                    events.subList(from, Math.min(events.size(), from + 700)).toArray(DomainEventMessage<?>[]::new));
        }
        events.clear();
        program.awaitAll();
    }

    /** What there is to know of these tenants. */
    ExpectedMetrics of(List<String> tenants, String book) {
        Map<String, BigDecimal> caps = new HashMap<>();
        tenants.forEach(tenant -> caps.put(tenant, settings.get(tenant).llmTenantCapUsd()));
        return new ExpectedMetrics(
                decisions.stream()
                        .filter(decided -> tenants.contains(decided.tenant()))
                        .toList(),
                caps,
                versions.getOrDefault(book, new TreeMap<>()));
    }

    private void decide(String tenant, String vendor) {
        Instant at =
                time(random.nextInt(4) == 0 ? any(List.of(0L, MICROS_OF_A_DAY - 1)) : random.nextLong(MICROS_OF_A_DAY));
        TxnId txn = new TxnId("txn-" + ++number);
        LocalDate date = today.minusDays(random.nextInt(4) == 0 ? random.nextInt(-3, 120) : random.nextInt(3));
        Transaction transaction = new Transaction(
                txn,
                date,
                vendor,
                vendor,
                BigDecimal.valueOf(random.nextInt(-500, 9_000), random.nextInt(3)),
                "EUR",
                null,
                null,
                null);
        if (random.nextInt(8) == 0) {
            add(tenant, txn, 0, new TransactionImported(new TenantId(tenant), transaction, "6420", null), at);
            return;
        }
        Proposal proposal = random.nextInt(9) == 0
                ? null
                : new Proposal("6420", chance(), Proposal.Source.LLM, BigDecimal.valueOf(random.nextInt(400), 2), null);
        DecisionInputs inputs = new DecisionInputs(
                transaction,
                proposal,
                journal(),
                settings.get(tenant),
                new LabelRun("6420", random.nextInt(4, 20)),
                BigDecimal.valueOf(random.nextInt(104)),
                AmountStatistics.NONE,
                0,
                0,
                null);
        Outcome outcome = DecisionPolicy.decide(inputs);
        add(tenant, txn, 0, new TransactionDecided(new TenantId(tenant), inputs, outcome), at);
        decisions.add(new MetricsDecision(
                tenant,
                at,
                date,
                vendor,
                transaction.amount(),
                outcome.notAutoPostReason() == null
                        ? null
                        : outcome.notAutoPostReason().wireName(),
                outcome.account(),
                outcome.calibratedP(),
                proposal == null ? BigDecimal.ZERO : proposal.cost(),
                verdict(tenant, txn, outcome, at)));
    }

    private BigDecimal chance() {
        return random.nextBoolean()
                ? new BigDecimal(any(CHANCES))
                : BigDecimal.valueOf(1_000_000 - random.nextInt(1 + random.nextInt(1_000_000)), 6);
    }

    private JournalTotals journal() {
        return random.nextInt(6) == 0 ? new JournalTotals(BigDecimal.ONE, BigDecimal.TEN, 2, "00") : null;
    }

    private String verdict(String tenant, TxnId txn, Outcome outcome, Instant at) {
        TenantId id = new TenantId(tenant);
        String verdict = any(List.of("approved", "approved", "corrected", "rejected", "none"));
        Object event = switch (verdict) {
            case "approved" ->
                new DecisionApproved(
                        id, txn, "v", BigDecimal.ONE, "EUR", outcome.account(), outcome.calibratedP(), null);
            case "corrected" ->
                new DecisionCorrected(
                        id, txn, "v", BigDecimal.ONE, "EUR", outcome.account(), "6430", outcome.calibratedP(), null);
            case "rejected" ->
                new DecisionRejected(
                        id, txn, "v", BigDecimal.ONE, "EUR", outcome.account(), outcome.calibratedP(), "no");
            default -> null;
        };
        if (event == null) {
            return null;
        }
        add(tenant, txn, 1, event, at);
        return verdict;
    }

    private void add(String tenant, TxnId txn, int sequence, Object event, Instant at) {
        events.add(QueryProgram.event("decision:%s/%s".formatted(tenant, txn), sequence, event, at));
    }

    private void becomeAnotherVersion(String book) {
        TreeMap<LocalDate, Integer> known = versions.computeIfAbsent(book, b -> new TreeMap<>());
        int version = known.isEmpty() ? 1 : known.lastEntry().getValue() + 1;
        known.put(today, version);
        RulesImported imported = new RulesImported(book, version, List.of());
        events.add(QueryProgram.event("rulebook:" + book, version, imported, time(MICROS_OF_A_DAY - 1)));
    }

    private void change(String tenant) {
        Settings before = settings.get(tenant);
        Settings after = new Settings(
                random.nextInt(4) != 0,
                new BigDecimal("0.9"),
                BigDecimal.valueOf(random.nextInt(100)),
                random.nextInt(12));
        settings.put(tenant, after);
        events.add(QueryProgram.event(
                "tenant:" + tenant,
                ++number,
                new TenantSettingsChanged(new TenantId(tenant), before, after, null),
                time(0)));
    }

    private Instant time(long micros) {
        return today.atStartOfDay().toInstant(ZoneOffset.UTC).plusNanos(micros * 1_000);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
