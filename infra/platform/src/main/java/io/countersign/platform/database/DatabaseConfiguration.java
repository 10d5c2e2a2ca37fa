package io.countersign.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.countersign.platform.start.StartRefused;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one pool of connections. It is handed out only after every schema stands at its newest version. */
@Configuration
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {
    @Bean
    Schemas schemas(ObjectProvider<SchemaMigrations> owned, ObjectProvider<AwaitedSchema> read) {
        return new Schemas(owned.stream(), read.stream());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(
            DatabaseProperties properties, ObjectProvider<DatabaseLocation> embedded, Schemas schemas) {
        DatabaseLocation location = location(properties, embedded);
        HikariDataSource pool = new HikariDataSource(pool(location, properties.poolSize()));
        schemas.prepare(pool, location.username(), properties.reader());
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
        // What is read after waiting for a lock must not be older than the lock, whatever the database's own default
        // is.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "countersign");
        config.addDataSourceProperty("prepareThreshold", "3");
        return config;
    }
}
