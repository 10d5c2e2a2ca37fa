package io.countersign.command.integrity;

import io.countersign.platform.store.OnPostgres;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every position has its event, every committed event has a position or waits for it, and no aggregate misses one. */
@Component
@OnPostgres
class EventOrderCheck implements IntegrityCheck {
    private final JdbcClient jdbc;

    EventOrderCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "Order of events";
    }

    @Override
    public List<String> differences(boolean whole) {
        return Stream.of(missingPositions(), missingEvents(), eventsWithoutPosition(), aggregatesWithGaps())
                .flatMap(List::stream)
                .limit(NAMED)
                .toList();
    }

    private List<String> missingPositions() {
        return jdbc.sql("""
                        select previous + 1 as first, position - 1 as last
                        from (
                            select position, lag(position, 1, 0::bigint) over (order by position) as previous
                            from event_store.event_order
                        ) neighbours
                        where position <> previous + 1
                        order by position
                        limit :named
                        """)
                .param("named", NAMED)
                .query((row, n) -> row.getLong("first") == row.getLong("last")
                        ? "Position %s is missing.".formatted(row.getLong("first"))
                        : "Positions %s to %s are missing.".formatted(row.getLong("first"), row.getLong("last")))
                .list();
    }

    private List<String> missingEvents() {
        return jdbc.sql("""
                        select o.position
                        from event_store.event_order o
                        left join event_store.event e on e.global_index = o.global_index
                        where e.global_index is null
                        order by o.position
                        limit :named
                        """)
                .param("named", NAMED)
                .query((row, n) -> "The event at position %s is missing.".formatted(row.getLong("position")))
                .list();
    }

    private List<String> eventsWithoutPosition() {
        return jdbc.sql("""
                        select e.event_identifier, e.aggregate_identifier
                        from event_store.event e
                        where not exists (select from event_store.event_order o where o.global_index = e.global_index)
                          and not exists (select from event_store.pending p where p.global_index = e.global_index)
                        order by e.global_index
                        limit :named
                        """)
                .param("named", NAMED)
                .query((row, n) -> "Event %s of %s has no position."
                        .formatted(row.getString("event_identifier"), row.getString("aggregate_identifier")))
                .list();
    }

    private List<String> aggregatesWithGaps() {
        return jdbc.sql("""
                        select aggregate_identifier, count(*) as events, max(sequence_number) as last
                        from event_store.event
                        group by aggregate_identifier
                        having min(sequence_number) <> 0 or max(sequence_number) <> count(*) - 1
                        order by aggregate_identifier
                        limit :named
                        """)
                .param("named", NAMED)
                .query((row, n) -> "%s has %s events, but its last one is number %s (the first is 0): some are missing."
                        .formatted(row.getString("aggregate_identifier"), row.getLong("events"), row.getLong("last")))
                .list();
    }
}
