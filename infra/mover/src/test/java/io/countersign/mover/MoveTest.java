package io.countersign.mover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.countersign.events.EventJson;
import io.countersign.events.user.UserSignedIn;
import io.countersign.platform.store.axonserver.ExactTime;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real PostgreSQL and a real Axon Server. */
@EnabledIfEnvironmentVariable(
        named = "AXONSERVER_TEST_ADDRESS",
        matches = "\\S+:\\d+",
        disabledReason = "AXONSERVER_TEST_ADDRESS names no Axon Server whose events may be removed")
@Timeout(300)
@Tag("program")
class MoveTest {
    @TempDir
    private Path folder;

    private TestServer server;
    private EmbeddedDatabase database;
    private Mover mover;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.emptied();
        database = EmbeddedDatabase.with("event_store");
        mover = Mover.of(database);
    }

    @AfterEach
    void stop() {
        database.close();
        server.close();
    }

    @Nested
    class a_move {
        @Test
        void takes_every_event_to_its_place_unchanged() throws Exception {
            variedEvents().place();
            assertThat(move()).as(() -> mover.err()).isZero();
            assertThat(mover.out()).contains("compared  311 events", "Every event is the same on both sides.");
            assertThat(server.size()).isEqualTo(311);
            assertThat(identifiersOnServer(311)).isEqualTo(identifiersInOrder());
        }

        @Test
        void takes_a_store_without_events() throws Exception {
            assertThat(move()).isZero();
            assertThat(server.size()).isZero();
        }

        @Test
        void is_what_axons_own_store_reads() throws Exception {
            Ledger.in(database).append("u-1", 2).append("u-2", 1).place();
            assertThat(move()).as(() -> mover.err()).isZero();
            List<? extends DomainEventMessage<?>> read = readByAxon("u-1");
            assertThat(read).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L);
            DomainEventMessage<?> second = read.get(1);
            assertThat(second.getPayload()).isEqualTo(new UserSignedIn("u-1"));
            assertThat(ExactTime.without(second.getMetaData())).isEqualTo(Map.of("user_id", "u"));
            assertThat(ExactTime.of(second.getTimestamp(), second.getMetaData()))
                    .isEqualTo(Instant.parse("2026-01-05T10:11:12.001235Z"));
        }

        @Test
        void goes_on_with_what_was_added_since_the_last() throws Exception {
            Ledger ledger = Ledger.in(database).append("u-1", 150).place();
            assertThat(move()).isZero();
            ledger.append("u-2", 50).place();
            assertThat(move()).as(() -> mover.err()).isZero();
            assertThat(mover.out()).contains("moved     50 events", "compared  200 events");
            assertThat(server.size()).isEqualTo(200);
        }

        @Test
        void tells_that_events_were_added_meanwhile() {
            Ledger ledger = Ledger.in(database).append("u-1", 5).place();
            mover.watchedBy((task, from, to) -> {
                if (task.equals("move")) {
                    ledger.append("u-9", 2).place();
                }
                return Progress.NONE.begin(task, from, to);
            });
            assertThat(move()).isEqualTo(1);
            assertThat(mover.err()).contains("2 events were added to PostgreSQL meanwhile");
        }

        @Test
        void stops_at_an_event_that_is_too_large_and_goes_on_once_it_may_be() throws Exception {
            Ledger ledger = Ledger.in(database).append("z-first", 3).place();
            ledger.append("large", 0, "RuleBook", SomeEvents.TYPE, "1", text(200_000), "{}")
                    .append("a-last", 1)
                    .place();
            assertThat(move("--max-message-size", "100000")).isEqualTo(1);
            assertThat(mover.err())
                    .contains("The event at position 4 (" + SomeEvents.TYPE + ", number 0 of large)")
                    .contains("a message may have 100,000")
                    .contains("axoniq.axonserver.max-message-size");
            assertThat(move()).as(() -> mover.err()).isZero();
            assertThat(server.size()).isEqualTo(5);
        }

        /** More than a server of ours takes, with its own limit or with that of the documentation. */
        @Test
        void tells_of_an_event_that_the_server_finds_too_large() {
            Ledger.in(database)
                    .append("large", 0, "RuleBook", SomeEvents.TYPE, "1", text(68_000_000), "{}")
                    .place();
            assertThat(move("--max-message-size", "80000000")).isEqualTo(1);
            assertThat(mover.err())
                    .contains(
                            "Axon Server at " + server.address() + " broke off an append",
                            "takes 68,000,161 bytes",
                            "max-message-size");
        }
    }

    @Nested
    class a_killed_move {
        @Test
        void goes_on_where_it_was() throws Exception {
            Ledger.in(database)
                    .append("a", 700)
                    .append("b", 800)
                    .append("c", 500)
                    .place();
            for (long reached : new long[] {1, 150, 400}) {
                killOnceThereAre(reached);
            }
            long there = server.size();
            assertThat(there).isBetween(400L, 1_999L);
            assertThat(move()).as(() -> mover.err()).isZero();
            assertThat(mover.out())
                    .contains(
                            String.format(Locale.ROOT, "moved     %,d events", 2_000 - there),
                            "compared  2,000 events");
            assertThat(identifiersOnServer(2_000)).isEqualTo(identifiersInOrder());
        }

        private void killOnceThereAre(long reached) throws Exception {
            Path output = folder.resolve("output-" + reached);
            try (ChildMover child = ChildMover.start(database, server.address(), output)) {
                await().atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> server.size() >= reached || !child.isRunning());
                assertThat(child.isRunning()).as(() -> read(output)).isTrue();
                child.kill();
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Nested
    class a_target_with_other_events {
        @Test
        void takes_none() throws Exception {
            Ledger.in(database).append("u-1", 20).place();
            try (EmbeddedDatabase other = EmbeddedDatabase.with("event_store")) {
                Ledger.in(other).append("u-1", 10).place();
                assertThat(Mover.of(other).run(other, server.address())).isZero();
            }
            assertThat(move()).isEqualTo(1);
            assertThat(mover.err())
                    .contains("has other events than this store, and can't take these: position 1, event identifier:");
            assertThat(server.size()).isEqualTo(10);
        }

        @Test
        void takes_none_if_it_has_more() throws Exception {
            Ledger.in(database).append("u-1", 3).place();
            assertThat(move()).isZero();
            append("u-8");
            assertThat(move()).isEqualTo(1);
            assertThat(mover.err()).contains("has 4 events and this store 3");
        }
    }

    @Nested
    class a_comparison {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                payload          | payload = convert_to('{"userId":"u-x"}', 'UTF8')
                payload type     | payload_type = 'Other'
                payload revision | payload_revision = null
                time             | time_stamp = time_stamp + interval '1 microsecond'
                event identifier | event_identifier = 'another'
                aggregate type   | type = 'Other'
                metadata         | meta_data = convert_to('{"user_id":"v"}', 'UTF8')
                """)
        void finds_one_changed_event_among_many(String field, String change) {
            Ledger.in(database).append("u-1", 300).place();
            assertThat(move()).isZero();
            database.forger()
                    .sql("update event_store.event set " + change + " where sequence_number = 120")
                    .update();
            assertThat(move("--compare-only")).isEqualTo(1);
            assertThat(mover.out())
                    .contains("compared  300 events", "1 of them differ, first at position 121, " + field + ": ")
                    .doesNotContain("the same on both sides");
        }

        @Test
        void moves_nothing() throws Exception {
            Ledger.in(database).append("u-1", 3).place();
            assertThat(move("--compare-only")).isEqualTo(1);
            assertThat(mover.out()).contains("PostgreSQL has 3 events, Axon Server 0");
            assertThat(server.size()).isZero();
        }

        @Test
        void finds_what_only_the_server_has() throws Exception {
            Ledger.in(database).append("u-1", 3).place();
            assertThat(move()).isZero();
            append("u-8");
            assertThat(move("--compare-only")).isEqualTo(1);
            assertThat(mover.out()).contains("compared  3 events", "PostgreSQL has 3 events, Axon Server 4");
        }
    }

    private int move(String... more) {
        return mover.run(database, server.address(), more);
    }

    private Ledger variedEvents() {
        Ledger ledger = Ledger.in(database).append("u-1", 300);
        String type = SomeEvents.TYPE;
        return ledger.append(
                        "größe-✓-𝄞",
                        0,
                        "User",
                        type,
                        "1",
                        "{\"userId\":\"Zoë 𝄞 \\u0000\"}",
                        "{\"user_id\":\"Größe ✓ 𝄞\"}")
                .append("no-revision", 0, "User", type, null, "{}", "{}")
                .append("no-metadata", 0, "User", type, "1", "{}", null)
                .append("no-type", 0, null, type, "1", "{}", "{}")
                .append("rules", 0, "RuleBook", type, "2", text(2_000_000), "{}")
                .append("rules", 1, "RuleBook", type, "2", text(3_500_000), "{}")
                .append("rules", 2, "RuleBook", type, "2", text(2_000_000), "{}")
                .append(
                        "typed",
                        0,
                        "User",
                        type,
                        "1",
                        "{}",
                        "{\"n\":5,\"big\":9007199254740993,\"yes\":true,\"none\":null}")
                .append(
                        "nested",
                        0,
                        "User",
                        type,
                        "1",
                        "{}",
                        "{\"list\":[1,\"two\",{\"three\":[3]}],\"map\":{\"a\":{\"b\":1}}}")
                .append("spaced", 0, "User", type, "1", "{ \"userId\" : \"u\" }\n", "{ \"user_id\" : \"u\" }")
                .append("empty", 0, "User", type, "1", "", "{}");
    }

    private static String text(int length) {
        return "\"" + "x".repeat(length - 2) + "\"";
    }

    private List<String> identifiersInOrder() {
        return database.jdbc().sql("""
                        select e.event_identifier
                        from event_store.event_order o
                        join event_store.event e using (global_index)
                        order by o.position
                        """).query(String.class).list();
    }

    private List<String> identifiersOnServer(long count) throws Exception {
        try (var stream = server.events().openStream(-1, 64)) {
            return LongStream.range(0, count)
                    .mapToObj(index -> next(stream, index))
                    .toList();
        }
    }

    private static String next(EventStream stream, long index) {
        try {
            var event = stream.nextIfAvailable(30, TimeUnit.SECONDS);
            assertThat(event.getToken()).isEqualTo(index);
            return event.getEvent().getMessageIdentifier();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As another program would. */
    private void append(String aggregate) throws Exception {
        Event event = new AxonServerEventFormat(new MetaDataConversion())
                .of(new StoredEvent(
                        1,
                        "e-" + aggregate,
                        aggregate,
                        0,
                        "User",
                        Instant.EPOCH,
                        SomeEvents.TYPE,
                        "1",
                        new byte[0],
                        null));
        server.events().appendEvents(event).get(30, TimeUnit.SECONDS);
    }

    private List<? extends DomainEventMessage<?>> readByAxon(String aggregate) {
        AxonServerConfiguration configuration = AxonServerConfiguration.builder()
                .servers(server.address())
                .componentName("mover-test")
                .build();
        AxonServerConnectionManager connections = AxonServerConnectionManager.builder()
                .axonServerConfiguration(configuration)
                .build();
        connections.start();
        try {
            Serializer serializer = Jackson3Serializer.builder()
                    .jsonMapperBuilderCustomizer(EventJson::configure)
                    .build();
            return AxonServerEventStore.builder()
                    .configuration(configuration)
                    .platformConnectionManager(connections)
                    .eventSerializer(serializer)
                    .snapshotSerializer(serializer)
                    .snapshotFilter(SnapshotFilter.allowAll())
                    .build()
                    .readEvents(aggregate)
                    .asStream()
                    .toList();
        } finally {
            connections.shutdown();
        }
    }
}
