package io.countersign.platform.store.postgres;

import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.OrderHead;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Positions that the {@link Sequencer} assigns; an event may have none yet. */
final class PostgresEventPositions implements EventPositions {
    private final JdbcClient jdbc;
    private final OrderHead order;

    PostgresEventPositions(JdbcClient jdbc, OrderHead order) {
        this.jdbc = jdbc;
        this.order = order;
    }

    @Override
    public Optional<Long> await(EventReference event, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long head = order.head();
            Optional<Long> position = find(event);
            long left = deadline - System.nanoTime();
            if (position.isPresent() || left <= 0) {
                return position;
            }
            order.want();
            order.awaitPast(head, left, TimeUnit.NANOSECONDS);
        }
    }

    /** The event's position; empty while it has none yet, or if there is no such event. */
    Optional<Long> find(EventReference event) {
        return jdbc.sql("""
                        select o.position
                        from event_store.event e
                        join event_store.event_order o using (global_index)
                        where e.aggregate_identifier = :aggregate and e.sequence_number = :number
                        """)
                .param("aggregate", event.aggregateIdentifier())
                .param("number", event.sequenceNumber())
                .query(Long.class)
                .optional();
    }

    @Override
    public Optional<EventReference> after(Optional<EventReference> last) {
        return last.or(this::newest);
    }

    @Override
    public Optional<EventReference> newestOf(String aggregate) {
        return jdbc.sql("""
                        select aggregate_identifier, sequence_number
                        from event_store.event
                        where aggregate_identifier = :aggregate
                        order by sequence_number desc
                        limit 1
                        """)
                .param("aggregate", aggregate)
                .query(PostgresEventPositions::reference)
                .optional();
    }

    @Override
    public Optional<EventReference> newest() {
        return jdbc.sql("""
                        select aggregate_identifier, sequence_number
                        from event_store.event
                        order by global_index desc
                        limit 1
                        """).query(PostgresEventPositions::reference).optional();
    }

    @Override
    public long head() {
        return jdbc.sql("select coalesce(max(position), 0) from event_store.event_order")
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<BigDecimal> secondsSince(long position) {
        return jdbc.sql("""
                        select round(extract(epoch from clock_timestamp() - e.time_stamp)::numeric, 3)
                        from event_store.event_order o
                        join event_store.event e using (global_index)
                        where o.position = :position
                        """).param("position", position).query(BigDecimal.class).optional();
    }

    @Override
    public OptionalLong firstBetween(long after, long upTo, String... types) {
        return jdbc.sql("""
                        select o.position
                        from event_store.event_order o
                        join event_store.event e using (global_index)
                        where o.position > :after and o.position <= :upTo and e.payload_type = any (:types)
                        order by o.position
                        limit 1
                        """)
                .param("after", after)
                .param("upTo", upTo)
                .param("types", types)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static EventReference reference(ResultSet row, int number) throws SQLException {
        return new EventReference(row.getString("aggregate_identifier"), row.getLong("sequence_number"));
    }
}
