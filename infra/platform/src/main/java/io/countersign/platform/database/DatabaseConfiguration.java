package io.countersign.platform.database;

import io.countersign.platform.start.StartRefused;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one pool of connections. It is handed out only after every schema stands at its newest version. */
@Configuration
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {
    @Bean
    SchemaMigrations eventStoreSchema() {
        return new SchemaMigrations("event_store", 0);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(
            DatabaseProperties properties, ObjectProvider<DatabaseLocation> embedded, List<SchemaMigrations> schemas) {
        HikariDataSource pool = new HikariDataSource(pool(location(properties, embedded), properties.poolSize()));
        schemas.stream().sorted(Comparator.comparingInt(SchemaMigrations::order)).forEach(s -> migrate(pool, s.schema()));
        return pool;
    }

    private static DatabaseLocation location(DatabaseProperties properties, ObjectProvider<DatabaseLocation> embedded) {
        if (properties.isGiven()) {
            return new DatabaseLocation(properties.url(), properties.username(), properties.password());
        }
        DatabaseLocation location = embedded.getIfAvailable();
        if (location == null) {
            throw new StartRefused(
                    "No database: set countersign.database.url, .username and .password to those of a PostgreSQL.");
        }
        return location;
    }

    private static HikariConfig pool(DatabaseLocation location, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("countersign");
        config.setJdbcUrl(location.url());
        config.setUsername(location.username());
        config.setPassword(location.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(8, size));
        config.setConnectionTimeout(5_000);
        // What is read after waiting for a lock must not be older than the lock, whatever the database's own default is.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "countersign");
        config.addDataSourceProperty("prepareThreshold", "3");
        return config;
    }

    private static void migrate(DataSource pool, String schema) {
        Flyway.configure()
                .dataSource(pool)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/" + schema)
                .load()
                .migrate();
    }
}
