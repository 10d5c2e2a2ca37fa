package io.countersign.mover;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The event store in PostgreSQL; it is only read. */
final class EventStore {
    private static final String NO_TABLE = "42P01";
    private static final String NO_SCHEMA = "3F000";

    private final String url;
    private final Properties properties = new Properties();

    /** @param password null where the database asks for none */
    EventStore(String url, String username, String password) {
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
     * How much there is.
     *
     * @param events all that are committed
     * @param placed those of them that have a position
     * @param newest the newest position; 0 before the first event
     */
    record Standing(long events, long placed, long newest) {
        long unplaced() {
            return events - placed;
        }
    }

    Standing standing() throws MoveFailure {
        String sql = """
                select (select count(*) from event_store.event) as events,
                       (select count(*) from event_store.event_order) as placed,
                       (select coalesce(max(position), 0) from event_store.event_order) as newest
                """;
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Standing(row.getLong("events"), row.getLong("placed"), row.getLong("newest"));
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    /** The events after a position, in the one order. */
    OrderedEvents after(long position) throws MoveFailure {
        try {
            return new OrderedEvents(connect(), position);
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    private MoveFailure trouble(SQLException e) {
        if (NO_TABLE.equals(e.getSQLState()) || NO_SCHEMA.equals(e.getSQLState())) {
            return new MoveFailure("There is no event store of Countersign in %s.".formatted(url), e);
        }
        return unreadable(e);
    }

    static MoveFailure unreadable(SQLException e) {
        return new MoveFailure("PostgreSQL can't be read: %s".formatted(e.getMessage()), e);
    }
}
