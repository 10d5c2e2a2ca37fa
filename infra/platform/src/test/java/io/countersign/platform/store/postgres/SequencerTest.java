package io.countersign.platform.store.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SequencerTest {
    /** The common pool may have one thread, and what runs here goes on at the same time. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private static EmbeddedDatabase database;
    private Node node;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.with("event_store");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.forger()
                .sql("truncate event_store.event, event_store.pending, event_store.event_order restart identity")
                .update();
        node = new Node(database);
    }

    private List<String> ordered() {
        return database.jdbc().sql("""
                        select event_identifier from event_store.event_order join event_store.event using (global_index)
                        order by position
                        """).query(String.class).list();
    }

    private List<Long> positions() {
        return database.jdbc()
                .sql("select position from event_store.event_order order by position")
                .query(Long.class)
                .list();
    }

    private static List<Long> denseUpTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private int pending() {
        return database.jdbc()
                .sql("select count(*) from event_store.pending")
                .query(Integer.class)
                .single();
    }

    @Nested
    class the_appended_events {
        @Test
        void are_each_noted_once_however_the_driver_rewrites_their_batch() {
            node.append("a", 0, 1_337);

            assertThat(pending()).isEqualTo(1_337);
            assertThat(node.sequencer.sequence()).isEqualTo(1_337);
            assertThat(positions()).isEqualTo(denseUpTo(1_337));
            assertThat(pending()).isZero();
        }

        @Test
        void take_positions_without_the_holes_that_aborts_leave_in_the_sequence() throws SQLException {
            String first;
            String second;
            try (RawWriter writer = new RawWriter(database.dataSource())) {
                first = writer.insert("a", 0);
                writer.commit();
                for (int i = 0; i < 5; i++) {
                    writer.insert("aborted", i);
                    writer.rollback();
                }
                second = writer.insert("b", 0);
                writer.commit();
            }
            node.sequencer.sequence();

            assertThat(database.jdbc()
                            .sql("select max(global_index) from event_store.event")
                            .query(Long.class)
                            .single())
                    .isEqualTo(7);
            assertThat(positions()).containsExactly(1L, 2L);
            assertThat(ordered()).containsExactly(first, second);
        }

        @Test
        void are_in_no_order_before_they_are_committed_and_get_the_next_position_then() throws SQLException {
            try (RawWriter early = new RawWriter(database.dataSource());
                    RawWriter late = new RawWriter(database.dataSource())) {
                String lowest = early.insert("early", 0);
                String higher = late.insert("late", 0);
                late.commit();
                assertThat(node.sequencer.sequence()).isEqualTo(1);
                assertThat(ordered()).containsExactly(higher);

                early.commit();
                assertThat(node.sequencer.sequence()).isEqualTo(2);
                assertThat(ordered()).containsExactly(higher, lowest);
            }
        }

        @Test
        void that_a_savepoint_took_back_are_not_waited_for() throws SQLException {
            try (Connection connection = database.dataSource().getConnection();
                    Statement sql = connection.createStatement()) {
                connection.setAutoCommit(false);
                var savepoint = connection.setSavepoint();
                sql.execute(insertOf("taken-back"));
                connection.rollback(savepoint);
                sql.execute(insertOf("kept"));
                connection.commit();
                connection.setAutoCommit(true);
            }
            assertThat(node.sequencer.sequence()).isEqualTo(1);
            assertThat(ordered()).containsExactly("kept");
        }

        private String insertOf(String identifier) {
            return """
                    insert into event_store.event
                        (aggregate_identifier, sequence_number, event_identifier, time_stamp, payload_type, payload)
                    values ('%1$s', 0, '%1$s', now(), 'x', '')
                    """.formatted(identifier);
        }
    }

    @Nested
    class the_time_of_a_position {
        private final Instant noon = Instant.parse("2026-03-01T12:00:00Z");

        @Test
        void is_the_running_maximum_of_event_times_within_a_turn_and_across_turns() throws SQLException {
            write(noon.plusSeconds(5), noon.plusSeconds(3), noon.plusSeconds(9));
            node.sequencer.sequence();
            write(noon, noon.plusSeconds(10));
            node.sequencer.sequence();

            assertThat(database.jdbc()
                            .sql("select reached_at from event_store.event_order order by position")
                            .query((row, n) ->
                                    row.getObject(1, OffsetDateTime.class).toInstant())
                            .list())
                    .containsExactly(
                            noon.plusSeconds(5),
                            noon.plusSeconds(5),
                            noon.plusSeconds(9),
                            noon.plusSeconds(9),
                            noon.plusSeconds(10));
        }

        @Test
        void tells_where_to_begin_reading_for_a_time() throws SQLException {
            write(noon, noon.plusSeconds(1), noon.plusSeconds(2));
            node.sequencer.sequence();

            assertThat(node.source.createTokenAt(noon).position()).hasValue(0);
            assertThat(node.source.createTokenAt(noon.plusMillis(1)).position()).hasValue(1);
            assertThat(node.source.createTokenAt(noon.plusSeconds(60)).position())
                    .hasValue(3);
            assertThat(node.source.createHeadToken().position()).hasValue(3);
            assertThat(node.source.createTailToken().position()).hasValue(0);
        }

        private void write(Instant... times) throws SQLException {
            try (RawWriter writer = new RawWriter(database.dataSource())) {
                for (Instant time : times) {
                    writer.insert("at-" + System.nanoTime(), 0, time);
                }
                writer.commit();
            }
        }
    }

    @Nested
    class an_unrelated_transaction_that_stays_open {
        @Test
        void holds_nobody_up() throws SQLException {
            try (EmbeddedDatabase other = EmbeddedDatabase.empty();
                    Connection here = holding(database);
                    Connection elsewhere = holding(other)) {
                node.append("a", 0, 3);
                assertThat(node.sequencer.sequence()).isEqualTo(3);
                assertThat(node.engine.readAfter(0, 10).events()).hasSize(3);
                here.rollback();
                elsewhere.rollback();
            }
        }

        /** With a transaction id and a snapshot, as a migration or an export may have for hours. */
        private Connection holding(EmbeddedDatabase held) throws SQLException {
            Connection connection = held.dataSource().getConnection();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement sql = connection.createStatement()) {
                sql.execute("create table held (id int)");
            }
            return connection;
        }
    }

    /** A session that holds the next position, so that a sequencer waits with its snapshot taken and half its work done. */
    private Connection barrier() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (Statement sql = connection.createStatement()) {
            sql.execute(
                    "insert into event_store.event_order (position, global_index, reached_at) values (1, -1, now())");
        }
        return connection;
    }

    private void awaitWaiting(String lockType) {
        await().atMost(Duration.ofSeconds(10)).until(() -> !waiting(lockType).isEmpty());
    }

    private List<Integer> waiting(String lockType) {
        return database.jdbc()
                .sql("""
                        select pid from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock' and wait_event = :type
                        """)
                .param("type", lockType)
                .query(Integer.class)
                .list();
    }

    @Nested
    class two_sequencers {
        @Test
        void go_one_after_the_other_and_the_second_sees_what_the_first_has_done() throws Exception {
            Node second = new Node(database);
            node.append("a", 0, 2);
            CompletableFuture<Long> one;
            CompletableFuture<Long> two;
            try (Connection barrier = barrier()) {
                one = CompletableFuture.supplyAsync(node.sequencer::sequence, OWN_THREAD);
                awaitWaiting("transactionid");
                two = CompletableFuture.supplyAsync(second.sequencer::sequence, OWN_THREAD);
                awaitWaiting("advisory");
                node.append("b", 0, 3);
                barrier.rollback();
                barrier.setAutoCommit(true);
            }

            assertThat(one.get(10, SECONDS)).isEqualTo(2);
            assertThat(two.get(10, SECONDS)).isEqualTo(5);
            assertThat(positions()).isEqualTo(denseUpTo(5));
        }
    }

    @Nested
    class a_sequencer_whose_session_is_killed_midway {
        @Test
        void leaves_everything_to_the_next() throws Exception {
            List<String> appended = node.append("a", 0, 4);
            CompletableFuture<Long> killed;
            try (Connection barrier = barrier()) {
                killed = CompletableFuture.supplyAsync(node.sequencer::sequence, OWN_THREAD);
                awaitWaiting("transactionid");
                terminate(waiting("transactionid"));
                assertThat(killed).failsWithin(Duration.ofSeconds(10));
                barrier.rollback();
                barrier.setAutoCommit(true);
            }
            assertThat(positions()).isEmpty();

            Node next = new Node(database);
            assertThat(next.sequencer.sequence()).isEqualTo(4);
            assertThat(ordered()).isEqualTo(appended);
        }

        @Test
        void goes_on_by_itself_when_it_runs() throws Exception {
            try (Node running = new Node(database).started()) {
                List<String> appended;
                try (Connection barrier = barrier()) {
                    appended = running.append("a", 0, 5);
                    awaitWaiting("transactionid");
                    terminate(waiting("transactionid"));
                    barrier.rollback();
                    barrier.setAutoCommit(true);
                }
                await().atMost(Duration.ofSeconds(10)).until(() -> running.order.head() == 5);
                assertThat(ordered()).isEqualTo(appended);
            }
        }

        private void terminate(List<Integer> sessions) {
            sessions.forEach(pid -> database.jdbc()
                    .sql("select pg_terminate_backend(:pid)")
                    .param("pid", pid)
                    .query(Boolean.class)
                    .single());
        }
    }

    @Nested
    class a_running_sequencer {
        @Test
        void outlives_a_listener_that_fails() {
            try (Node running = new Node(database).started()) {
                running.order.onGrowth(() -> {
                    throw new IllegalStateException("the listener is shutting down");
                });
                running.append("a", 0, 1);
                await().atMost(Duration.ofSeconds(10)).until(() -> running.order.head() == 1);
                running.append("b", 0, 1);
                await().atMost(Duration.ofSeconds(10)).until(() -> running.order.head() == 2);
                assertThat(positions()).containsExactly(1L, 2L);
            }
        }

        @Test
        void finds_what_a_node_committed_just_before_it_died() throws SQLException {
            try (Node running = new Node(database).started();
                    RawWriter dead = new RawWriter(database.dataSource())) {
                dead.insert("a", 0);
                dead.commit();
                await().pollInterval(10, MILLISECONDS)
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> running.order.head() == 1);
                assertThat(positions()).containsExactly(1L);
            }
        }
    }
}
