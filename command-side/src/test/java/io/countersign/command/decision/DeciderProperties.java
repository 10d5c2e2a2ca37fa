package io.countersign.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.dispatch.CommandProgram;
import io.countersign.command.dispatch.Commands;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.platform.security.Origin;
import io.countersign.platform.store.FirstEvents;
import io.countersign.policy.Proposal;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class DeciderProperties {
    private static EmbeddedDatabase database;
    private static CommandProgram program;
    private static int number;

    @BeforeContainer
    static void start() {
        database = EmbeddedDatabase.empty();
        program = CommandProgram.on(database);
    }

    @AfterContainer
    static void stop() {
        program.close();
        database.close();
    }

    /** A transaction as anyone may send it; few vendors and few ids, so that they meet. */
    record Sent(int txn, String vendor, BigDecimal amount, Proposal proposal) {
        Submission to(TenantId tenant) {
            return new Submission(tenant, transaction(), proposal, null);
        }

        Booking bookedIn(TenantId tenant) {
            return new Booking(tenant, transaction(), "6420", null);
        }

        private Transaction transaction() {
            return new Transaction(
                    new TxnId("t-" + txn), LocalDate.EPOCH, vendor, vendor, amount, "EUR", null, null, null);
        }
    }

    @Provide
    Arbitrary<List<Sent>> stream() {
        Arbitrary<Proposal> proposals = Combinators.combine(
                        Arbitraries.of("6420", "6430"),
                        Arbitraries.of("0.8", "0.92", "0.99").map(BigDecimal::new),
                        Arbitraries.of("0", "0.4", "30").map(BigDecimal::new).injectNull(0.3))
                .as((account, p, cost) -> new Proposal(account, p, Proposal.Source.LLM, cost, null))
                .injectNull(0.1);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of("walmart", "walgreens"),
                        Arbitraries.of("1", "1.5", "2", "500", "-3").map(BigDecimal::new),
                        proposals)
                .as(Sent::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(70);
    }

    private static TenantId tenant() {
        TenantId tenant = new TenantId("tenant-" + ++number);
        program.owner()
                .post("/api/tenants", Client.json("{'name': 'T', 'tier': 'pro', 'tenant_id': '%s'}", tenant))
                .mustBe(201);
        return tenant;
    }

    private static List<TransactionResult> send(Object command) {
        return program.bean(Commands.class)
                .<TransactionResults>send(command, Origin.SYSTEM)
                .result()
                .results();
    }

    private static List<TransactionResult> decide(TenantId tenant, List<Sent> stream, List<Integer> sizes) {
        List<TransactionResult> results = new ArrayList<>();
        int from = 0;
        for (int turn = 0; from < stream.size(); turn++) {
            int to = Math.min(stream.size(), from + sizes.get(turn % sizes.size()));
            results.addAll(send(new DecideTransactions(stream.subList(from, to).stream()
                    .map(sent -> sent.to(tenant))
                    .toList())));
            from = to;
        }
        return results;
    }

    private static List<Object> inputs(TenantId tenant, List<Sent> stream) {
        var events = program.bean(FirstEvents.class)
                .find(stream.stream()
                        .map(sent -> sent.to(tenant).decisionId())
                        .distinct()
                        .toList());
        return stream.stream()
                .map(sent -> events.get(sent.to(tenant).decisionId()))
                .<Object>map(event -> event instanceof TransactionDecided decided ? decided.inputs() : event.getClass())
                .toList();
    }

    @Property(tries = 12)
    void batches_of_any_size_decide_as_one_by_one(
            @ForAll("stream") List<Sent> history,
            @ForAll("stream") List<Sent> stream,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 40) Integer> sizes) {
        TenantId singly = tenant();
        TenantId together = tenant();
        for (TenantId tenant : List.of(singly, together)) {
            send(new ImportTransactions(history.subList(0, history.size() / 2).stream()
                    .map(s -> s.bookedIn(tenant))
                    .toList()));
        }
        List<TransactionResult> one = decide(singly, stream, List.of(1));

        assertThat(decide(together, stream, sizes)).isEqualTo(one);
        assertThat(inputs(together, stream)).isEqualTo(inputs(singly, stream));
        assertThat(decide(together, stream, List.of(stream.size())))
                .as("sent again, each is a duplicate or the conflict that it was")
                .allMatch(result -> result.status() != ResultStatus.DECIDED);
    }

    @Example
    void one_command_may_be_for_several_tenants_and_for_none() {
        TenantId one = tenant();
        TenantId two = tenant();
        Sent sent = new Sent(1, "walmart", BigDecimal.ONE, null);
        List<TransactionResult> results = send(new DecideTransactions(
                List.of(sent.to(two), sent.to(one), sent.to(new TenantId("nobody")), sent.to(two))));

        assertThat(results)
                .extracting(TransactionResult::status)
                .containsExactly(
                        ResultStatus.DECIDED, ResultStatus.DECIDED, ResultStatus.INVALID, ResultStatus.DUPLICATE);
        assertThat(results.get(2).code()).isEqualTo("tenant_not_found");
    }

    @Example
    void what_was_imported_is_not_decided_nor_the_other_way_round() {
        TenantId tenant = tenant();
        Sent booked = new Sent(1, "walmart", BigDecimal.ONE, null);
        Sent decided = new Sent(2, "walmart", BigDecimal.ONE, null);
        send(new ImportTransactions(List.of(booked.bookedIn(tenant))));
        send(new DecideTransactions(List.of(decided.to(tenant))));

        assertThat(send(new DecideTransactions(List.of(booked.to(tenant))))
                        .get(0)
                        .status())
                .isEqualTo(ResultStatus.CONFLICT);
        assertThat(send(new ImportTransactions(List.of(decided.bookedIn(tenant))))
                        .get(0)
                        .status())
                .isEqualTo(ResultStatus.CONFLICT);
        assertThat(send(new ImportTransactions(List.of(booked.bookedIn(tenant))))
                        .get(0)
                        .status())
                .isEqualTo(ResultStatus.DUPLICATE);
    }
}
