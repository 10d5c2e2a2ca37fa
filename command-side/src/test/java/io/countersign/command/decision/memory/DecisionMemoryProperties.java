package io.countersign.command.decision.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.command.dispatch.CommandProgram;
import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionEvent;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.Proposal;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.testkit.EmbeddedDatabase;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.Scan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** However events come together in transactions, decision memory is what a fold over all of them gives. */
class DecisionMemoryProperties {
    private static EmbeddedDatabase database;
    private static CommandProgram program;
    private static long number;

    @BeforeContainer
    static void start() {
        database = EmbeddedDatabase.with("event_store", "key_vault", "command_side");
        program = CommandProgram.on(database);
    }

    @AfterContainer
    static void stop() {
        program.close();
        database.close();
    }

    @Provide
    Arbitrary<Object> events() {
        Arbitrary<TenantId> tenants = Arbitraries.of("acme", "beta").map(TenantId::new);
        Arbitrary<String> accounts = Arbitraries.of("6420", "6430");
        Arbitrary<Transaction> transactions = Combinators.combine(
                        Arbitraries.of("walmart", "cafe emoji \u2615"),
                        Arbitraries.bigDecimals().ofScale(4).between(new BigDecimal("-1e6"), new BigDecimal("1e6")),
                        Arbitraries.of("EUR", "USD"),
                        Arbitraries.of("Sales", " IT", " ").injectNull(0.5),
                        Arbitraries.integers().between(0, 1_000))
                .as((vendor, amount, currency, department, day) -> new Transaction(
                        new TxnId("t-" + ++number),
                        LocalDate.EPOCH.plusDays(day),
                        vendor,
                        vendor,
                        amount,
                        currency,
                        department,
                        null,
                        null));
        Arbitrary<BigDecimal> shares =
                Arbitraries.of("0.5", "0.987654", "1").map(BigDecimal::new).injectNull(0.3);
        Arbitrary<BigDecimal> costs = Arbitraries.bigDecimals()
                .ofScale(6)
                .between(BigDecimal.ZERO, BigDecimal.TEN)
                .injectNull(0.3);
        Arbitrary<Object> decided =
                Combinators.combine(tenants, transactions, costs).as(DecisionMemoryProperties::decided);
        Arbitrary<Object> imported = Combinators.combine(tenants, transactions, accounts, shares)
                .as((tenant, transaction, account, p) -> new TransactionImported(tenant, transaction, account, p));
        Arbitrary<Object> approved = Combinators.combine(tenants, transactions, accounts, shares)
                .as((tenant, t, account, p) -> new Settled(
                        decided(tenant, t, null),
                        new DecisionApproved(
                                tenant, t.txnId(), t.vendor(), t.amount(), t.currency(), account, p, null)));
        Arbitrary<Object> corrected = Combinators.combine(tenants, transactions, accounts, shares)
                .as((tenant, t, account, p) -> new Settled(
                        decided(tenant, t, null),
                        new DecisionCorrected(
                                tenant, t.txnId(), t.vendor(), t.amount(), t.currency(), "x", account, p, null)));
        Arbitrary<Object> rejected = Combinators.combine(tenants, transactions, accounts)
                .as((tenant, t, account) -> new DecisionRejected(
                        tenant, t.txnId(), t.vendor(), t.amount(), t.currency(), account, null, "no"));
        Arbitrary<Object> created = tenants.map(t -> new TenantCreated(t, "The " + t, Tier.PRO, Tier.PRO.defaults()));
        Arbitrary<Object> changed = Combinators.combine(
                        tenants, Arbitraries.integers().between(0, 100))
                .as((tenant, labels) -> new TenantSettingsChanged(
                        tenant,
                        Tier.PRO.defaults(),
                        new Settings(false, new BigDecimal("0.9"), BigDecimal.ONE, labels),
                        null));
        return Arbitraries.oneOf(decided, imported, imported, approved, corrected, rejected, created, changed);
    }

    private static TransactionDecided decided(TenantId tenant, Transaction transaction, BigDecimal cost) {
        Proposal proposal = new Proposal("6420", new BigDecimal("0.9"), Proposal.Source.LLM, cost, null);
        DecisionInputs inputs = new DecisionInputs(
                transaction,
                proposal,
                null,
                Tier.PRO.defaults(),
                null,
                BigDecimal.ZERO,
                AmountStatistics.NONE,
                0,
                0,
                null);
        return new TransactionDecided(tenant, inputs, DecisionPolicy.decide(inputs));
    }

    @Provide
    Arbitrary<List<List<Object>>> transactions() {
        return events().list().ofMinSize(1).ofMaxSize(25).list().ofMaxSize(4);
    }

    @Property(tries = 25)
    void memory_is_the_fold(@ForAll("transactions") List<List<Object>> transactions) {
        transactions.forEach(DecisionMemoryProperties::publish);
        awaitPositions();

        assertThat(Scan.differences(MemoryScans.all(), database.jdbc())).isEmpty();
    }

    @Property(tries = 5)
    void a_transaction_that_is_rolled_back_leaves_no_trace(@ForAll("transactions") List<List<Object>> transactions) {
        for (List<Object> events : transactions) {
            UnitOfWork<?> work = begin(events);
            work.onPrepareCommit(committing -> {
                throw new IllegalStateException("refused at the last moment");
            });
            assertThat(org.assertj.core.api.Assertions.catchThrowable(work::commit))
                    .isInstanceOf(IllegalStateException.class);
        }
        awaitPositions();

        assertThat(Scan.differences(MemoryScans.all(), database.jdbc())).isEmpty();
    }

    private static void publish(List<Object> payloads) {
        begin(payloads).commit();
    }

    /** A decision that was made before, and what people made of it. */
    private record Settled(TransactionDecided decided, DecisionEvent settlement) {}

    private static UnitOfWork<?> begin(List<Object> payloads) {
        List<DomainEventMessage<?>> before = payloads.stream()
                .filter(Settled.class::isInstance)
                .<DomainEventMessage<?>>map(settled -> message(((Settled) settled).decided(), 0))
                .toList();
        if (!before.isEmpty()) {
            begun(before).commit();
        }
        return begun(payloads.stream()
                .<DomainEventMessage<?>>map(payload ->
                        payload instanceof Settled settled ? message(settled.settlement(), 1) : message(payload, 0))
                .toList());
    }

    private static UnitOfWork<?> begun(List<DomainEventMessage<?>> events) {
        UnitOfWork<EventMessage<?>> work = DefaultUnitOfWork.startAndGet(events.get(0));
        work.attachTransaction(program.bean(TransactionManager.class));
        program.bean(EventStore.class).publish(events);
        return work;
    }

    private static DomainEventMessage<?> message(Object payload, int sequence) {
        Instant at = Instant.parse("2026-03-31T23:59:59.999999Z").plusSeconds(number % 2);
        String aggregate = payload instanceof DecisionEvent event
                ? "decision:%s/%s".formatted(event.tenantId(), event.txnId())
                : "any:" + ++number;
        return new GenericDomainEventMessage<>(
                "Test", aggregate, sequence, new GenericEventMessage<>(payload), () -> at);
    }

    private static void awaitPositions() {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(10))
                .until(() -> database.jdbc()
                        .sql("select not exists (select 1 from event_store.pending)")
                        .query(Boolean.class)
                        .single());
    }
}
