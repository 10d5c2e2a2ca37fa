package io.countersign.mover;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads the events of PostgreSQL one at a time, in order of positions and from one snapshot. */
final class StoredEventReader implements AutoCloseable {
    /** {@code offset 0} forces a lookup by key: a merge join would start at the first event of the store. */
    private static final String READ = """
            select o.position, e.aggregate_identifier, e.sequence_number, e.type, e.event_identifier, e.time_stamp,
                   e.payload_type, e.payload_revision, e.payload, e.meta_data
            from event_store.event_order o
            cross join lateral (
                select aggregate_identifier, sequence_number, type, event_identifier, time_stamp, payload_type,
                       payload_revision, payload, meta_data
                from event_store.event
                where event.global_index = o.global_index
                offset 0
            ) e
            where o.position > ?
            order by o.position
            """;

    /** Small, because an event with a rule book can have several megabytes. */
    private static final int ROWS_AT_ONCE = 50;

    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private long last;

    /** Takes ownership of the connection. */
    StoredEventReader(Connection connection, long position) throws SQLException {
        this.connection = connection;
        this.last = position;
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            statement = connection.prepareStatement(READ);
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setLong(1, position);
            rows = statement.executeQuery();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The next event; empty after the newest. */
    Optional<StoredEvent> next() throws MoveFailure {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            StoredEvent event = StoredEvent.from(rows);
            if (event.position() != last + 1) {
                throw new MoveFailure("The order of events has a hole between positions %s and %s."
                        .formatted(last, event.position()));
            }
            last = event.position();
            return Optional.of(event);
        } catch (SQLException e) {
            throw PostgresEventStore.unreadable(e);
        }
    }

    @Override
    public void close() throws MoveFailure {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresEventStore.unreadable(e);
        }
    }
}
