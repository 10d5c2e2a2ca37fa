package io.countersign.platform.store.postgres;

import io.countersign.platform.store.EventHistory;
import io.countersign.platform.store.EventPage;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads all events in the order in which they were appended, whether they have a position yet or not. For events that were
 * appended under one lock, this is the order of their positions. A page is bounded by number and by bytes.
 */
final class PostgresEventHistory implements EventHistory {
    private final JdbcTemplate jdbc;
    private final Serializer serializer;
    private final EventUpcaster upcasters;

    PostgresEventHistory(JdbcTemplate jdbc, Serializer serializer, EventUpcaster upcasters) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    @Override
    public long read(Consumer<List<? extends DomainEventMessage<?>>> pages) {
        long read = 0;
        long last = 0;
        while (true) {
            List<Row> page = after(last);
            if (page.isEmpty()) {
                return read;
            }
            pages.accept(EventStreamUtils.upcastAndDeserializeDomainEvents(
                            page.stream().map(Row::event), serializer, upcasters)
                    .asStream()
                    .toList());
            read += page.size();
            last = page.get(page.size() - 1).globalIndex;
        }
    }

    private List<Row> after(long globalIndex) {
        return jdbc.query(
                """
                select global_index, aggregate_identifier, sequence_number, type, event_identifier, time_stamp,
                       payload_type, payload_revision, payload, meta_data
                from (
                    select event.*,
                           sum(octet_length(payload))
                               over (order by global_index rows between unbounded preceding and 1 preceding) as before
                    from event_store.event
                    where global_index > ?
                    order by global_index
                    limit ?
                ) page
                where coalesce(before, 0) < ?
                order by global_index
                """,
                (row, n) -> new Row(row.getLong("global_index"), EventRow.from(row)),
                globalIndex,
                EventPage.MOST_EVENTS,
                EventPage.MOST_BYTES);
    }

    private record Row(long globalIndex, EventRow event) {}
}
