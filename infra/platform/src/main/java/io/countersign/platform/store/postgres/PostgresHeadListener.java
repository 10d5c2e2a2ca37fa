package io.countersign.platform.store.postgres;

import io.countersign.platform.store.BackgroundThread;
import io.countersign.platform.store.OrderHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Reports positions that other nodes' sequencers assigned to the {@link OrderHead}. It reads the newest position from the
 * table: on each connection, on each NOTIFY and once a second. A NOTIFY's content isn't trusted, since every user of the
 * database can send one.
 */
final class PostgresHeadListener extends BackgroundThread {
    private static final int WAIT_MILLIS = 1_000;

    private final DataSource dataSource;
    private final OrderHead order;

    PostgresHeadListener(DataSource dataSource, OrderHead order) {
        super("order-listener", Integer.MIN_VALUE + 50, true);
        this.dataSource = dataSource;
        this.order = order;
    }

    @Override
    protected void work() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen countersign_order");
            listen(connection, statement);
            statement.execute("unlisten *");
        }
    }

    private void listen(Connection connection, Statement statement) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (goesOn()) {
            look(statement);
            succeeded();
            postgres.getNotifications(WAIT_MILLIS);
        }
    }

    private void look(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("select coalesce(max(position), 0) from event_store.event_order")) {
            row.next();
            order.reached(row.getLong(1));
        }
    }
}
