package io.countersign.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Learns of positions that other nodes' sequencers gave. A NOTIFY only says when to look at the table, since every user of
 * the database can send one; a look at every connection and once a second makes up for those that never came.
 */
final class OrderListener implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OrderListener.class);
    private static final int WAIT_MILLIS = 1_000;

    private final DataSource dataSource;
    private final OneOrder order;
    private volatile Thread thread;

    OrderListener(DataSource dataSource, OneOrder order) {
        this.dataSource = dataSource;
        this.order = order;
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen countersign_order");
                listen(connection, statement);
                statement.execute("unlisten *");
            } catch (SQLException e) {
                log.warn("Can't follow the order of events, trying again: {}", e.getMessage());
                pause();
            }
        }
    }

    private void listen(Connection connection, Statement statement) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (thread == Thread.currentThread()) {
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

    private void pause() {
        try {
            Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread = null;
        }
    }

    @Override
    public void start() {
        thread = new Thread(this::run, "order-listener");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            try {
                running.join(2L * WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 50;
    }
}
