package io.countersign.platform.store.postgres;

import io.countersign.platform.store.FirstEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the first events of many aggregates with one query. */
final class PostgresFirstEvents implements FirstEvents {
    private final JdbcTemplate jdbc;
    private final Serializer serializer;
    private final EventUpcaster upcasters;

    PostgresFirstEvents(JdbcTemplate jdbc, Serializer serializer, EventUpcaster upcasters) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    @Override
    public Map<String, Object> find(Collection<String> aggregates) {
        List<EventRow> rows =
                jdbc.query("""
                select aggregate_identifier, sequence_number, type, event_identifier, time_stamp,
                       payload_type, payload_revision, payload, meta_data
                from event_store.event
                where aggregate_identifier = any (?) and sequence_number = 0
                """, (row, n) -> EventRow.from(row), (Object) aggregates.toArray(String[]::new));
        Map<String, Object> found = new HashMap<>();
        for (EventRow row : rows) {
            EventStreamUtils.upcastAndDeserializeDomainEvents(Stream.of(row), serializer, upcasters)
                    .forEachRemaining(event -> found.putIfAbsent(event.getAggregateIdentifier(), event.getPayload()));
        }
        return found;
    }
}
