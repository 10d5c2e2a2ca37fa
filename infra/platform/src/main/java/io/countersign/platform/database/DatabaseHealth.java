package io.countersign.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, asked on a connection of its own: a program whose pool is in use is busy, not ill. Tells
 * within about a second, also of a database that takes connections and then says nothing.
 */
@Component("dbHealthIndicator")
final class DatabaseHealth implements HealthIndicator, DisposableBean {
    private static final int PATIENCE_SECONDS = 1;
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final HikariDataSource pool;
    private Connection connection;
    private Health last;
    private long lastKnown;

    DatabaseHealth(HikariDataSource pool) {
        this.pool = pool;
    }

    @Override
    public Health health() {
        long asked = System.nanoTime();
        synchronized (this) {
            // Who waited while another one asked takes the same answer.
            if (last == null || lastKnown - asked < 0) {
                last = answersNow() ? Health.up().build() : Health.down().build();
                lastKnown = System.nanoTime();
            }
            return last;
        }
    }

    private boolean answersNow() {
        long begun = System.nanoTime();
        // A connection from before the database came back fails at once.
        return answers() || System.nanoTime() - begun < SOON_NANOS && answers();
    }

    private boolean answers() {
        try {
            if (connection == null) {
                connection = DriverManager.getConnection(pool.getJdbcUrl(), properties());
            }
            if (connection.isValid(PATIENCE_SECONDS)) {
                return true;
            }
        } catch (SQLException e) {
            // Told by the answer.
        }
        destroy();
        return false;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        putIfGiven(properties, "user", pool.getUsername());
        putIfGiven(properties, "password", pool.getPassword());
        properties.setProperty("ApplicationName", "countersign-health");
        for (String limit : new String[] {"connectTimeout", "loginTimeout", "socketTimeout"}) {
            properties.setProperty(limit, Integer.toString(PATIENCE_SECONDS));
        }
        return properties;
    }

    private static void putIfGiven(Properties properties, String name, String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    @Override
    public synchronized void destroy() {
        try (Connection closed = connection) {
            connection = null;
        } catch (SQLException e) {
            // It is gone all the more.
        }
    }
}
