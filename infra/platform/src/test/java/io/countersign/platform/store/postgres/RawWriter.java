package io.countersign.platform.store.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes event rows in a transaction of its own, as any program that stands on the database might. */
final class RawWriter implements AutoCloseable {
    private final Connection connection;

    RawWriter(DataSource dataSource) throws SQLException {
        connection = dataSource.getConnection();
        connection.setAutoCommit(false);
    }

    String insert(String aggregate, long number) throws SQLException {
        return insert(aggregate, number, Instant.now());
    }

    String insert(String aggregate, long number, Instant time) throws SQLException {
        String identifier = UUID.randomUUID().toString();
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into event_store.event
                    (aggregate_identifier, sequence_number, type, event_identifier, time_stamp,
                     payload_type, payload_revision, payload, meta_data)
                values (?, ?, 'Test', ?, ?, 'io.countersign.events.user.UserSignedIn', '1', ?, ?)
                """)) {
            statement.setString(1, aggregate);
            statement.setLong(2, number);
            statement.setString(3, identifier);
            statement.setObject(4, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
            statement.setBytes(5, "{\"userId\":\"someone\"}".getBytes(StandardCharsets.UTF_8));
            statement.setBytes(6, "{}".getBytes(StandardCharsets.UTF_8));
            statement.executeUpdate();
        }
        return identifier;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
