package io.countersign.query.projection;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.LabelRun;
import io.countersign.policy.Proposal;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.axonframework.eventhandling.DomainEventMessage;

/** Generates realistic events of tenants and their transactions, in order for each aggregate. */
public final class EventGenerator {
    private static final String[] VENDORS = {
        "office depot", "walgreens", "netflixcom", "cafe emoji \u2615", "tab\tand \\ \"quote\""
    };

    private final Random random;
    private final Map<String, Long> next = new HashMap<>();
    private final Map<TenantId, Settings> settings = new HashMap<>();

    public EventGenerator(long seed) {
        random = new Random(seed);
    }

    private DomainEventMessage<?> next(String aggregate, Object payload) {
        long number = next.merge(aggregate, 1L, Long::sum) - 1;
        return QueryProgram.event(aggregate, number, payload);
    }

    public DomainEventMessage<?> tenant(String tenant) {
        TenantId id = new TenantId(tenant);
        settings.put(id, Tier.PRO.defaults());
        return next("tenant:" + tenant, new TenantCreated(id, "The " + tenant, Tier.PRO, Tier.PRO.defaults()));
    }

    public DomainEventMessage<?> change(String tenant, int labels) {
        TenantId id = new TenantId(tenant);
        Settings before = settings.get(id);
        Settings after =
                new Settings(!before.autopostEnabled(), before.autopostThreshold(), before.llmTenantCapUsd(), labels);
        settings.put(id, after);
        return next("tenant:" + tenant, new TenantSettingsChanged(id, before, after, "because"));
    }

    public DomainEventMessage<?> decided(String tenant, String txn) {
        TenantId id = new TenantId(tenant);
        Proposal proposal = random.nextInt(4) == 0
                ? null
                : new Proposal(
                        "6420",
                        BigDecimal.valueOf(random.nextInt(101), 2),
                        Proposal.Source.LLM,
                        random.nextBoolean() ? null : new BigDecimal("0.25"),
                        null);
        DecisionInputs inputs = new DecisionInputs(
                transaction(txn),
                proposal,
                null,
                settings.get(id),
                new LabelRun("6420", random.nextInt(9)),
                BigDecimal.ZERO,
                AmountStatistics.NONE,
                0,
                0,
                null);
        return next(decision(tenant, txn), new TransactionDecided(id, inputs, DecisionPolicy.decide(inputs)));
    }

    public DomainEventMessage<?> imported(String tenant, String txn) {
        return next(
                decision(tenant, txn), new TransactionImported(new TenantId(tenant), transaction(txn), "6430", null));
    }

    /** What a person made of a decision, each in one of three ways. */
    public DomainEventMessage<?> settled(String tenant, String txn) {
        TenantId id = new TenantId(tenant);
        TxnId txnId = new TxnId(txn);
        BigDecimal amount = new BigDecimal("12.5");
        return next(
                decision(tenant, txn),
                switch (random.nextInt(3)) {
                    case 0 -> new DecisionApproved(id, txnId, VENDORS[0], amount, "EUR", "6420", null, null);
                    case 1 ->
                        new DecisionCorrected(id, txnId, VENDORS[0], amount, "EUR", "6420", "6430", null, "wrong");
                    default -> new DecisionRejected(id, txnId, VENDORS[0], amount, "EUR", "6420", null, "not ours");
                });
    }

    private Transaction transaction(String txn) {
        String vendor = VENDORS[random.nextInt(VENDORS.length)];
        return new Transaction(
                new TxnId(txn),
                LocalDate.of(2026, 3, 1 + random.nextInt(28)),
                vendor,
                vendor,
                BigDecimal.valueOf(random.nextInt(100_000), 2),
                "EUR",
                null,
                "line\nbreak",
                null);
    }

    private static String decision(String tenant, String txn) {
        return "decision:" + tenant + "/" + txn;
    }
}
