package io.countersign.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.EmbeddedDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that doesn't sequence hears of what another gave. */
class PostgresHeadListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private EmbeddedDatabase database;
    private Node writer;
    private Node reader;

    @BeforeEach
    void start() {
        database = EmbeddedDatabase.with("event_store");
        writer = new Node(database);
        reader = new Node(database);
    }

    @AfterEach
    void stop() {
        reader.close();
        database.close();
    }

    private long awaitHead(long position) {
        await().atMost(PATIENCE).until(() -> reader.order.head() >= position);
        return reader.order.head();
    }

    @Test
    void learns_at_its_start_what_was_ordered_before() {
        writer.append("a", 0, 3);
        writer.sequencer.sequence();
        reader.listener.start();

        assertThat(awaitHead(3)).isEqualTo(3);
    }

    @Test
    void learns_of_each_turn_of_a_sequencer_elsewhere_and_wakes_its_readers() throws InterruptedException {
        reader.listener.start();
        try (Follower follower = new Follower(reader.source, 0)) {
            List<String> first = writer.append("a", 0, 2);
            writer.sequencer.sequence();
            await().atMost(PATIENCE).until(() -> follower.identifiers().equals(first));
            List<String> second = writer.append("a", 2, 1);
            writer.sequencer.sequence();
            await().atMost(PATIENCE).until(() -> follower.seen.size() == 3);

            assertThat(follower.positions()).containsExactly(1L, 2L, 3L);
            assertThat(follower.identifiers().subList(2, 3)).isEqualTo(second);
        }
    }

    @Test
    void takes_no_ones_word_for_a_position() {
        reader.listener.start();
        for (String claimed : List.of("1000000", "nonsense")) {
            database.jdbc()
                    .sql("select pg_notify('countersign_order', :claimed)")
                    .param("claimed", claimed)
                    .query(rs -> {});
        }
        writer.append("a", 0, 1);
        writer.sequencer.sequence();

        assertThat(awaitHead(1)).isEqualTo(1);
    }

    @Test
    void goes_on_after_its_session_was_killed_and_misses_nothing() {
        reader.listener.start();
        writer.append("a", 0, 1);
        writer.sequencer.sequence();
        awaitHead(1);
        int killed = database.jdbc().sql("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                          and (query = 'listen countersign_order' or query like '%max(position)%' and state = 'idle')
                        """).query(Integer.class).single();
        writer.append("a", 1, 1);
        writer.sequencer.sequence();

        assertThat(killed).isPositive();
        assertThat(awaitHead(2)).isEqualTo(2);
    }
}
