package io.countersign.query.projection;

import io.countersign.platform.store.OnPostgres;
import org.springframework.stereotype.Component;

/** Reads the time that the sequencer gave each position. */
@Component
@OnPostgres
final class PostgresPositionTimes implements PositionTimes {
    @Override
    public String from(String table) {
        return """
                from event_store.event_order reached
                where reached.position = ? and ?::timestamptz is not null
                """;
    }
}
