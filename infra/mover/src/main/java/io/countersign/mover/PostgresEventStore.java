package io.countersign.mover;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The event store in PostgreSQL, opened read-only. */
final class PostgresEventStore {
    private static final String NO_TABLE = "42P01";
    private static final String NO_SCHEMA = "3F000";

    private final String url;
    private final Properties properties = new Properties();

    /** @param password null if the database requires none */
    PostgresEventStore(String url, String username, String password) {
        this.url = url;
        properties.setProperty("ApplicationName", "countersign-mover");
        properties.setProperty("readOnly", "true");
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
    }

    /**
     * The size of the event store.
     *
     * @param events the number of committed events
     * @param positioned the number of events that have a position
     * @param newest the newest position; 0 before the first event
     */
    record StoreSize(long events, long positioned, long newest) {
        long unpositioned() {
            return events - positioned;
        }
    }

    StoreSize size() throws MoveFailure {
        String sql = """
                select (select count(*) from event_store.event) as events,
                       (select count(*) from event_store.event_order) as placed,
                       (select coalesce(max(position), 0) from event_store.event_order) as newest
                """;
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new StoreSize(row.getLong("events"), row.getLong("placed"), row.getLong("newest"));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The events after a position, in order of positions. */
    StoredEventReader after(long position) throws MoveFailure {
        try {
            return new StoredEventReader(connect(), position);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    private MoveFailure failure(SQLException e) {
        if (NO_TABLE.equals(e.getSQLState()) || NO_SCHEMA.equals(e.getSQLState())) {
            return new MoveFailure("There is no event store of Countersign in %s.".formatted(url), e);
        }
        return unreadable(e);
    }

    static MoveFailure unreadable(SQLException e) {
        return new MoveFailure("PostgreSQL can't be read: %s".formatted(e.getMessage()), e);
    }
}
