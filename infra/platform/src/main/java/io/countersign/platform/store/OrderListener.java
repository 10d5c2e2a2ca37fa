package io.countersign.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns of positions that other nodes' sequencers gave. A NOTIFY only says when to look at the table, since every user of
 * the database can send one; a look at every connection and once a second makes up for those that never came.
 */
final class OrderListener extends OwnThread {
    private static final Logger log = LoggerFactory.getLogger(OrderListener.class);
    private static final int WAIT_MILLIS = 1_000;

    private final DataSource dataSource;
    private final OneOrder order;

    OrderListener(DataSource dataSource, OneOrder order) {
        super("order-listener", Integer.MIN_VALUE + 50);
        this.dataSource = dataSource;
        this.order = order;
    }

    @Override
    protected void run() throws InterruptedException {
        while (goesOn()) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen countersign_order");
                listen(connection, statement);
                statement.execute("unlisten *");
            } catch (SQLException e) {
                log.warn("Can't follow the order of events, trying again: {}", e.getMessage());
                Thread.sleep(WAIT_MILLIS);
            }
        }
    }

    private void listen(Connection connection, Statement statement) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (goesOn()) {
            look(statement);
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
