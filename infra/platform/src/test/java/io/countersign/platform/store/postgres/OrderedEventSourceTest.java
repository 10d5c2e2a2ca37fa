package io.countersign.platform.store.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.platform.store.EventPage;
import io.countersign.platform.store.UnreadableEvent;
import io.countersign.testkit.EmbeddedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedEventSourceTest {
    private static final int EVENTS = 2 * EventPage.MOST_EVENTS + 500;
    private static EmbeddedDatabase database;
    private static Node node;
    private static List<String> appended;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.with("event_store");
        node = new Node(database);
        appended = node.append("a", 0, EVENTS);
        node.sequencer.sequence();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static List<TrackedEventMessage<?>> readAll(BlockingStream<TrackedEventMessage<?>> stream)
            throws InterruptedException {
        List<TrackedEventMessage<?>> read = new ArrayList<>();
        while (stream.hasNextAvailable(0, MILLISECONDS)) {
            read.add(stream.nextAvailable());
        }
        return read;
    }

    private static TrackingToken at(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                EventPage.MOST_EVENTS - 1,
                EventPage.MOST_EVENTS,
                EventPage.MOST_EVENTS + 1,
                EVENTS - 1,
                EVENTS
            })
    void a_stream_from_any_position_yields_exactly_the_rest(int position) throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream = node.source.openStream(at(position))) {
            List<TrackedEventMessage<?>> rest = readAll(stream);

            assertThat(rest)
                    .extracting(TrackedEventMessage::getIdentifier)
                    .isEqualTo(appended.subList(position, EVENTS));
            assertThat(rest)
                    .allSatisfy(event ->
                            assertThat(event.trackingToken().position()).isPresent());
            for (int i = 0; i < rest.size(); i++) {
                assertThat(rest.get(i).trackingToken()).isEqualTo(at(position + i + 1));
            }
        }
    }

    @Test
    void no_token_means_the_beginning() throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream = node.source.openStream(null)) {
            assertThat(stream.peek())
                    .get()
                    .extracting(TrackedEventMessage::getIdentifier)
                    .isEqualTo(appended.get(0));
            assertThat(stream.nextAvailable().getIdentifier()).isEqualTo(appended.get(0));
        }
    }

    @Test
    void streams_that_walk_along_together_read_each_event_once() throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> one = node.source.openStream(at(0));
                BlockingStream<TrackedEventMessage<?>> two = node.source.openStream(at(EventPage.MOST_EVENTS / 2))) {
            TrackedEventMessage<?> first = readAll(one).get(EVENTS - 1);
            List<TrackedEventMessage<?>> second = readAll(two);

            assertThat(second.get(second.size() - 1)).isSameAs(first);
        }
    }

    @Nested
    class at_the_end {
        @Test
        void a_stream_waits_for_the_next_event_and_then_has_it() throws Exception {
            try (EmbeddedDatabase empty = EmbeddedDatabase.with("event_store")) {
                Node fresh = new Node(empty);
                try (BlockingStream<TrackedEventMessage<?>> stream = fresh.source.openStream(at(0))) {
                    assertThat(stream.hasNextAvailable(1, MILLISECONDS)).isFalse();
                    assertThat(stream.peek()).isEmpty();
                    Future<String> next = ForkJoinPool.commonPool()
                            .submit(() -> stream.nextAvailable().getIdentifier());
                    List<String> added = fresh.append("a", 0, 1);
                    assertThat(next.isDone()).isFalse();
                    fresh.sequencer.sequence();

                    assertThat(next.get(10, SECONDS)).isEqualTo(added.get(0));
                }
            }
        }

        @Test
        void a_page_that_was_read_when_it_was_short_grows_with_the_order() throws Exception {
            try (EmbeddedDatabase empty = EmbeddedDatabase.with("event_store")) {
                Node fresh = new Node(empty);
                List<String> all = new ArrayList<>();
                try (BlockingStream<TrackedEventMessage<?>> stream = fresh.source.openStream(at(0))) {
                    List<String> seen = new ArrayList<>();
                    for (int turn = 0; turn < 7; turn++) {
                        all.addAll(fresh.append("a-" + turn, 0, 333));
                        fresh.sequencer.sequence();
                        readAll(stream).forEach(event -> seen.add(event.getIdentifier()));
                        assertThat(seen).isEqualTo(all);
                    }
                }
            }
        }

        @Test
        void the_callback_is_told_when_there_is_more_until_the_stream_is_closed() throws Exception {
            try (EmbeddedDatabase empty = EmbeddedDatabase.with("event_store")) {
                Node fresh = new Node(empty);
                CountDownLatch twice = new CountDownLatch(2);
                BlockingStream<TrackedEventMessage<?>> stream = fresh.source.openStream(at(0));
                assertThat(stream.setOnAvailableCallback(twice::countDown)).isTrue();
                fresh.append("a", 0, 1);
                fresh.sequencer.sequence();
                assertThat(twice.getCount()).isEqualTo(1);
                stream.close();
                fresh.append("a", 1, 1);
                fresh.sequencer.sequence();

                assertThat(twice.getCount()).isEqualTo(1);
            }
        }
    }

    @Nested
    class an_event_that_cannot_be_read {
        private final EmbeddedDatabase damaged = EmbeddedDatabase.with("event_store");
        private final Node reader = new Node(damaged);
        private List<String> appended;

        @BeforeEach
        void append() {
            appended = reader.append("a", 0, 5);
            reader.sequencer.sequence();
        }

        @AfterEach
        void remove() {
            damaged.close();
        }

        private BlockingStream<TrackedEventMessage<?>> after(long position) {
            Node fresh = new Node(damaged);
            fresh.order.reached(5);
            return fresh.source.openStream(at(position));
        }

        private void mustStopAt(long position, String... told) throws InterruptedException {
            BlockingStream<TrackedEventMessage<?>> stream = after(0);
            for (long before = 1; before < position; before++) {
                assertThat(stream.nextAvailable().trackingToken()).isEqualTo(at(before));
            }
            for (int time = 1; time <= 2; time++) {
                assertThatThrownBy(stream::peek)
                        .isInstanceOf(UnreadableEvent.class)
                        .hasMessageContaining("The event at position " + position)
                        .hasMessageContainingAll(told)
                        .extracting(failure -> ((UnreadableEvent) failure).position())
                        .isEqualTo(position);
            }
            assertThat(readAll(after(position))).hasSize((int) (5 - position));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 5})
        void since_its_position_is_gone_stops_readers_exactly_there(int position) throws InterruptedException {
            damaged.forger()
                    .sql("delete from event_store.event_order where position = :at")
                    .param("at", position)
                    .update();
            mustStopAt(position, "is missing");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 5})
        void since_it_is_gone_stops_readers_exactly_there(int position) throws InterruptedException {
            damaged.forger()
                    .sql("delete from event_store.event where sequence_number = :n")
                    .param("n", position - 1)
                    .update();
            mustStopAt(position, "is missing");
        }

        @Test
        void since_it_is_broken_stops_readers_exactly_there() throws InterruptedException {
            damaged.forger()
                    .sql("update event_store.event set payload = 'no json' where sequence_number = 2")
                    .update();
            mustStopAt(3, "UserSignedIn", "can't be read");
        }

        @Test
        void since_its_type_is_unknown_stops_readers_exactly_there() throws InterruptedException {
            damaged.forger()
                    .sql("update event_store.event set payload_type = 'of.the.Future' where sequence_number = 2")
                    .update();
            mustStopAt(3, "of.the.Future", "doesn't know");
        }

        @Test
        void since_no_upcaster_brings_it_up_to_date_stops_readers_exactly_there() throws InterruptedException {
            damaged.forger()
                    .sql("update event_store.event set payload_revision = '0' where sequence_number = 2")
                    .update();
            mustStopAt(3, "revision 0", "no upcaster");
        }

        @Test
        void is_read_when_it_is_back() throws InterruptedException {
            damaged.forger()
                    .sql("update event_store.event set payload_type = payload_type || '2' where sequence_number = 2")
                    .update();
            BlockingStream<TrackedEventMessage<?>> stream = after(2);
            assertThatThrownBy(stream::peek).isInstanceOf(UnreadableEvent.class);
            damaged.forger()
                    .sql("update event_store.event set payload_type = rtrim(payload_type, '2')")
                    .update();

            assertThat(readAll(stream))
                    .extracting(TrackedEventMessage::getIdentifier)
                    .isEqualTo(appended.subList(2, 5));
        }
    }
}
