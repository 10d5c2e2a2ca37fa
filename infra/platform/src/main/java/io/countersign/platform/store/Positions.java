package io.countersign.platform.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where events stand in the one order. */
@Component
public class Positions {
    private final JdbcClient jdbc;
    private final OneOrder order;

    Positions(JdbcClient jdbc, OneOrder order) {
        this.jdbc = jdbc;
        this.order = order;
    }

    /** The event's position as soon as it has one; empty if that takes longer than the patience. */
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

    /** An aggregate's newest event; empty if there is no such aggregate. */
    public Optional<EventReference> newestOf(String aggregate) {
        return jdbc.sql("""
                        select aggregate_identifier, sequence_number
                        from event_store.event
                        where aggregate_identifier = :aggregate
                        order by sequence_number desc
                        limit 1
                        """)
                .param("aggregate", aggregate)
                .query(Positions::reference)
                .optional();
    }

    /** The newest committed event; empty before the first. Whatever was committed before it has its position by then too. */
    public Optional<EventReference> newest() {
        return jdbc.sql("""
                        select aggregate_identifier, sequence_number
                        from event_store.event
                        order by global_index desc
                        limit 1
                        """)
                .query(Positions::reference)
                .optional();
    }

    /** The newest position; 0 before the first. */
    public long head() {
        return jdbc.sql("select coalesce(max(position), 0) from event_store.event_order")
                .query(Long.class)
                .single();
    }

    private static EventReference reference(ResultSet row, int number) throws SQLException {
        return new EventReference(row.getString("aggregate_identifier"), row.getLong("sequence_number"));
    }
}
