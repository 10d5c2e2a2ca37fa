package io.countersign.mover;

import io.countersign.testkit.EmbeddedDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills the event store of a test and assigns positions like the sequencer. */
final class TestEventStore {
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:11:12.000001Z");

    private final JdbcClient jdbc;
    private long written;

    private TestEventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static TestEventStore in(EmbeddedDatabase database) {
        return new TestEventStore(database.jdbc());
    }

    /** Ordinary events of a new aggregate. */
    TestEventStore append(String aggregate, int count) {
        for (int number = 0; number < count; number++) {
            append(
                    aggregate,
                    number,
                    "User",
                    TestEvents.TYPE,
                    "1",
                    "{\"userId\":\"" + aggregate + "\"}",
                    "{\"user_id\":\"u\"}");
        }
        return this;
    }

    TestEventStore append(
            String aggregate,
            long number,
            String type,
            String payloadType,
            String revision,
            String payload,
            String metaData) {
        jdbc.sql("""
                        insert into event_store.event
                            (aggregate_identifier, sequence_number, type, event_identifier, time_stamp,
                             payload_type, payload_revision, payload, meta_data)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        aggregate,
                        number,
                        type,
                        UUID.randomUUID().toString(),
                        // Each has other microseconds.
                        OffsetDateTime.ofInstant(BEGIN.plusNanos(written++ * 1_234_000), ZoneOffset.UTC),
                        payloadType,
                        revision,
                        TestEvents.utf8(payload),
                        metaData == null ? null : TestEvents.utf8(metaData))
                .update();
        return this;
    }

    /** Gives positions to what has none yet, newest aggregates first, so that the order isn't that of writing. */
    TestEventStore place() {
        jdbc.sql("""
                        insert into event_store.event_order (position, global_index, reached_at)
                        select (select coalesce(max(position), 0) from event_store.event_order)
                                   + row_number() over (order by e.aggregate_identifier desc, e.sequence_number),
                               e.global_index, e.time_stamp
                        from event_store.event e
                        where e.global_index in (select global_index from event_store.pending)
                        """).update();
        jdbc.sql("delete from event_store.pending").update();
        return this;
    }
}
