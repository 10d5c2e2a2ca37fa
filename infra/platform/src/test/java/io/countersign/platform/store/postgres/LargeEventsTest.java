package io.countersign.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.user.UserSignedIn;
import io.countersign.platform.store.EventPage;
import io.countersign.platform.store.EventPageCache;
import io.countersign.testkit.EmbeddedDatabase;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is read at once is bounded by bytes, and nobody sees any difference in the events. */
class LargeEventsTest {
    private static final int LARGE = EventPage.LARGE + 1_000;
    private static final int MEDIUM = EventPage.LARGE - 1_000;
    private static final int EVENTS = 120;
    private static EmbeddedDatabase database;
    private static Node node;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.with("event_store");
        node = new Node(database);
        node.append("a", 0, EVENTS);
        node.sequencer.sequence();
        // Two large ones, two medium ones, two small ones, and so on.
        database.forger().sql("""
                        update event_store.event
                        set payload = convert_to(jsonb_build_object('userId', rpad(sequence_number || '-',
                            case sequence_number / 2 % 3 when 0 then :large when 1 then :medium else 5 end, 'x'))::text, 'UTF8')
                        """).param("large", LARGE).param("medium", MEDIUM).update();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static List<TrackedEventMessage<?>> readAll(EventPageCache pages) {
        List<TrackedEventMessage<?>> all = new ArrayList<>();
        while (all.size() < EVENTS) {
            all.addAll(pages.after(all.size()));
        }
        return all;
    }

    private static void mustBeAll(List<? extends DomainEventMessage<?>> events) {
        assertThat(events).hasSize(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            int length = i / 2 % 3 == 0 ? LARGE : i / 2 % 3 == 1 ? MEDIUM : 5;
            assertThat(events.get(i).getSequenceNumber()).isEqualTo(i);
            assertThat(events.get(i).getPayloadType()).isEqualTo(UserSignedIn.class);
            assertThat(((UserSignedIn) events.get(i).getPayload()).userId())
                    .startsWith(i + "-")
                    .hasSize(Math.max(length, 5));
        }
    }

    @Test
    void are_read_in_pages_that_end_with_their_bytes() {
        EventPage page = node.engine.readAfter(0, EVENTS);

        assertThat(page.events().size()).isLessThan(EVENTS);
        assertThat(page.bytes()).isBetween((long) EventPage.MOST_BYTES, (long) EventPage.MOST_BYTES + EventPage.LARGE);
    }

    @Test
    void are_all_read_in_order_and_pages_are_kept_as_far_as_their_weight_allows() {
        long most = 3L * EventPage.MOST_BYTES;
        EventPageCache pages = new EventPageCache(node.engine, most);
        List<TrackedEventMessage<?>> all = readAll(pages);

        assertThat(pages.weight()).isBetween(1L, most);
        mustBeAll(all.stream()
                .<DomainEventMessage<?>>map(event -> (DomainEventMessage<?>) event)
                .toList());
        assertThat(readAll(pages))
                .extracting(TrackedEventMessage::trackingToken)
                .isEqualTo(all.stream().map(TrackedEventMessage::trackingToken).toList());
    }

    @Test
    void of_an_aggregate_are_all_read_though_each_read_is_bounded() {
        assertThat(node.engine.fetchDomainEvents("a", 0, EventPage.MOST_EVENTS)).hasSizeLessThan(EVENTS);
        mustBeAll(node.engine.readEvents("a").asStream().toList());
    }

    @Test
    void are_all_read_again_for_memory() {
        List<DomainEventMessage<?>> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        long read = node.past().read(page -> {
            all.addAll(page);
            sizes.add(page.size());
        });

        assertThat(read).isEqualTo(EVENTS);
        assertThat(sizes).hasSizeGreaterThan(1);
        mustBeAll(all);
    }
}
