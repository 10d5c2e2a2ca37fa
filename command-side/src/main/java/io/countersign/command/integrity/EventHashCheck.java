package io.countersign.command.integrity;

import io.countersign.platform.store.OnPostgres;
import io.countersign.platform.web.Times;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Events are what they were when their block of positions was hashed: SHA-256 over the SHA-256 of each event's columns, in
 * the order of their positions. Blocks are taken of what is new at every check and have at most {@value #BLOCK} events.
 */
@Component
@OnPostgres
class EventHashCheck implements IntegrityCheck {
    static final int BLOCK = 1_000;
    /** Positions before the newest that every check compares. */
    static final long RECENT = 50_000;

    private final JdbcClient jdbc;

    EventHashCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "Events unchanged";
    }

    @Override
    public List<String> differences(boolean whole) {
        List<String> differences = changedBlocks(whole);
        while (takeNextBlock() > 0) {
            // Until every position is in a block.
        }
        return differences;
    }

    private List<String> changedBlocks(boolean whole) {
        return jdbc.sql("""
                        select b.first_position, b.last_position, b.taken_at
                        from event_store.integrity_block b
                        where (:whole or b.last_position > (select max(last_position) - :recent from event_store.integrity_block))
                          and b.digest is distinct from (
                              select sha256(string_agg(event_store.event_digest(e, o.position), ''::bytea order by o.position))
                              from event_store.event_order o
                              join event_store.event e on e.global_index = o.global_index
                              where o.position between b.first_position and b.last_position)
                        order by b.first_position
                        limit :named
                        """)
                .param("whole", whole)
                .param("recent", RECENT)
                .param("named", NAMED)
                .query((row, n) ->
                        "Positions %s to %s are not as they were on %s: an event was changed, removed or put in."
                                .formatted(
                                        row.getLong("first_position"),
                                        row.getLong("last_position"),
                                        Times.format(row.getObject("taken_at", OffsetDateTime.class)
                                                .toInstant())))
                .list();
    }

    private int takeNextBlock() {
        return jdbc.sql("""
                        insert into event_store.integrity_block (first_position, last_position, digest)
                        select min(o.position), max(o.position),
                               sha256(string_agg(event_store.event_digest(e, o.position), ''::bytea order by o.position))
                        from (
                            select position, global_index
                            from event_store.event_order
                            where position > (select coalesce(max(last_position), 0) from event_store.integrity_block)
                            order by position
                            limit :block
                        ) o
                        join event_store.event e on e.global_index = o.global_index
                        having count(*) > 0
                        """).param("block", BLOCK).update();
    }
}
