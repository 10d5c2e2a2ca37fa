package io.countersign.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database of its own for a test, on a real PostgreSQL that the tests of one JVM share. It is durable as in production
 * and gone when it is closed.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<List<String>, String> TEMPLATES = new ConcurrentHashMap<>();

    private final String name;
    private final HikariDataSource dataSource;

    private EmbeddedDatabase(String name) {
        this.name = name;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setUsername(username());
        config.setPassword(password());
        config.setMaximumPoolSize(20);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        this.dataSource = new HikariDataSource(config);
    }

    /** An empty database. */
    public static EmbeddedDatabase empty() {
        String name = nextName();
        execute("create database " + name);
        return new EmbeddedDatabase(name);
    }

    /**
     * A database with these schemas at their newest version, in this order; their migrations must be on the class path.
     * They are run once per JVM, in a database that this one is a copy of.
     */
    public static EmbeddedDatabase with(String... schemas) {
        String template = TEMPLATES.computeIfAbsent(List.of(schemas), EmbeddedDatabase::migrated);
        String name = nextName();
        execute("create database %s template %s".formatted(name, template));
        return new EmbeddedDatabase(name);
    }

    /** The name of a new database with these schemas, to which nobody is connected. */
    private static String migrated(List<String> schemas) {
        EmbeddedDatabase database = empty();
        for (String schema : schemas) {
            Flyway.configure()
                    .dataSource(database.dataSource)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/" + schema)
                    .placeholders(Map.of("reader", ""))
                    .load()
                    .migrate();
        }
        database.dataSource.close();
        return database.name;
    }

    private static String nextName() {
        return "test_" + NUMBER.incrementAndGet();
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    /** For tests that forge the record: events and their order can be changed from here on. */
    public JdbcClient forger() {
        JdbcClient jdbc = jdbc();
        jdbc.sql("alter table event_store.event disable trigger event_is_never_changed")
                .update();
        jdbc.sql("alter table event_store.event_order disable trigger order_is_never_changed")
                .update();
        return jdbc;
    }

    public String url() {
        return SharedPostgres.server().jdbcUrl(name);
    }

    public String username() {
        return SharedPostgres.server().username();
    }

    public String password() {
        return SharedPostgres.server().password();
    }

    /** The options that make a program of ours use this database. */
    public String[] options() {
        return new String[] {
            "--countersign.database.url=" + url(),
            "--countersign.database.username=" + username(),
            "--countersign.database.password=" + password()
        };
    }

    @Override
    public void close() {
        dataSource.close();
        execute("drop database if exists %s with (force)".formatted(name));
    }

    private static void execute(String sql) {
        var server = SharedPostgres.server();
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
