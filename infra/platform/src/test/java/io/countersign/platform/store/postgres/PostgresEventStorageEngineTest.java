package io.countersign.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.platform.store.EventPage;
import io.countersign.testkit.EmbeddedDatabase;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresEventStorageEngineTest {
    private static EmbeddedDatabase database;
    private static Node node;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.with("event_store");
        node = new Node(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static List<String> stored(String aggregate) {
        return node.engine
                .readEvents(aggregate)
                .asStream()
                .map(DomainEventMessage::getIdentifier)
                .toList();
    }

    @Nested
    class an_aggregate {
        @Test
        void is_read_whole_over_many_pages_before_it_has_positions() {
            List<String> appended = node.append("long", 0, 2 * EventPage.MOST_EVENTS + 7);

            assertThat(stored("long")).isEqualTo(appended);
        }

        @Test
        void of_exactly_a_page_is_read_whole() {
            List<String> appended = node.append("page", 0, EventPage.MOST_EVENTS);

            assertThat(stored("page")).isEqualTo(appended);
        }

        @Test
        void keeps_the_microseconds_of_its_times() {
            Instant before = Instant.now();
            node.append("times", 0, 1);

            assertThat(node.engine.readEvents("times").asStream().map(DomainEventMessage::getTimestamp))
                    .singleElement()
                    .satisfies(time -> assertThat(time).isBetween(before.minusNanos(1_000), Instant.now()));
        }
    }

    @Nested
    class who_loses_a_race {
        @Test
        void for_the_first_number_hears_that_the_aggregate_exists() {
            List<String> winner = node.append("first", 0, 1);

            assertThatThrownBy(() -> node.append("first", 0, 1)).isInstanceOf(AggregateStreamCreationException.class);
            assertThat(stored("first")).isEqualTo(winner);
        }

        @Test
        void for_a_later_one_hears_that_it_was_concurrent_and_nothing_of_theirs_is_kept() {
            List<String> winner = node.append("later", 0, 3);

            assertThatThrownBy(() -> node.append("later", 1, 3)).isInstanceOf(ConcurrencyException.class);
            assertThat(stored("later")).isEqualTo(winner);
        }
    }
}
