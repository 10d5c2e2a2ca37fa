package io.countersign.command.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.dispatch.CommandProgram;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.rules.RuleBookCommand.AcceptCandidate;
import io.countersign.command.rules.RuleBookCommand.ProposeMined;
import io.countersign.command.rules.RuleBookCommand.RollBackRules;
import io.countersign.events.rules.Candidate;
import io.countersign.platform.security.Origin;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.policy.Rule;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("program")
class LargeBookTest {
    private static final int EVENTS = 10_000;
    private static final int ACCEPTED = 150;
    private static final int SNAPSHOT_EVERY = 100;
    private static final String BOOK = RuleBook.idOf("acme");

    private static EmbeddedDatabase database;
    private static CommandProgram program;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        program = CommandProgram.on(database);
        program.owner()
                .post("/api/tenants", Client.json("{'name': 'Acme', 'tenant_id': 'acme'}"))
                .mustBe(201);
        send(new ProposeMined(
                "acme",
                IntStream.range(0, EVENTS - ACCEPTED)
                        .mapToObj(LargeBookTest::candidate)
                        .toList()));
        IntStream.range(0, ACCEPTED).forEach(LargeBookTest::accept);
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static Candidate candidate(int number) {
        return new Candidate(
                "c" + number,
                Rule.Type.VENDOR_EXACT,
                "vendor " + number,
                "6100",
                null,
                null,
                null,
                new Candidate.Evidence(24, BigDecimal.ONE, null),
                "Twenty-four labels of vendor %s.".formatted(number));
    }

    private static <R> R send(Object command) {
        return program.bean(Commands.class).<R>send(command, Origin.SYSTEM).result();
    }

    private static RuleBookChange accept(int number) {
        return send(new AcceptCandidate("acme", "c" + number, false, null, ExpectedVersion.ANY));
    }

    private static long events() {
        return database.jdbc()
                .sql("select count(*) from event_store.event where aggregate_identifier = :book")
                .param("book", BOOK)
                .query(Long.class)
                .single();
    }

    @Nested
    class a_book_of_ten_thousand_events {
        @Test
        void is_loaded_from_a_snapshot_and_the_few_events_after_it() {
            assertThat(events()).isGreaterThanOrEqualTo(EVENTS);

            List<? extends DomainEventMessage<?>> loaded =
                    program.bean(EventStore.class).readEvents(BOOK).asStream().toList();

            assertThat(loaded.get(0).getPayloadType()).isEqualTo(RuleBook.class);
            assertThat(loaded).hasSizeLessThanOrEqualTo(1 + SNAPSHOT_EVERY);
        }

        @Test
        void answers_without_the_events_before_its_snapshot() {
            long snapshot =
                    program.bean(EventStore.class).readEvents(BOOK).next().getSequenceNumber();
            int version = accept(0).version();
            program.bean(Cache.class).removeAll();

            int withheld = rename(BOOK, "withheld", snapshot);
            RuleBookChange outcome = accept(ACCEPTED + version);
            rename("withheld", BOOK, snapshot);

            assertThat(withheld).isGreaterThan(EVENTS - 2 * SNAPSHOT_EVERY);
            assertThat(outcome).isEqualTo(new RuleBookChange(version + 1, version, null, false));
        }

        @Test
        void knows_its_own_rules_again_though_one_was_added_to_a_snapshot() {
            program.bean(Cache.class).removeAll();
            int version = accept(1_000).version();

            RuleBookChange outcome = send(new RollBackRules("acme", version, null, ExpectedVersion.ANY));

            assertThat(outcome).isEqualTo(RuleBookChange.unchanged(version));
        }

        private int rename(String from, String to, long upTo) {
            return database.forger()
                    .sql("""
                            update event_store.event set aggregate_identifier = :to
                            where aggregate_identifier = :from and sequence_number <= :up_to
                            """)
                    .param("from", from)
                    .param("to", to)
                    .param("up_to", upTo)
                    .update();
        }
    }
}
