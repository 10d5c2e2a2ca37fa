package io.countersign.standalone;

import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.embedded.EmbeddedPostgresOptions;
import io.countersign.platform.database.DatabaseLocation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** A PostgreSQL in the data directory, where no other is given. It stops after everything that uses it. */
@Configuration
@ConditionalOnExpression("'${countersign.database.url:}'.isBlank()")
class EmbeddedDatabaseConfiguration {
    private static final String DATABASE = "countersign";

    @Bean(destroyMethod = "close")
    EmbeddedPostgres embeddedPostgres(
            @Value("${countersign.data-dir}") Path dataDir,
            @Value("${countersign.embedded.shared-binaries:false}") boolean sharedBinaries) {
        EmbeddedPostgresOptions options = EmbeddedPostgresOptions.in(dataDir);
        return EmbeddedPostgres.start(sharedBinaries ? options.withSharedBinaries() : options);
    }

    @Bean
    DatabaseLocation embeddedLocation(EmbeddedPostgres postgres) throws SQLException {
        createDatabase(postgres);
        return new DatabaseLocation(postgres.jdbcUrl(DATABASE), postgres.username(), postgres.password());
    }

    /** In readiness, so that it is known at once, and why, when PostgreSQL has ended. */
    @Bean
    HealthIndicator embeddedPostgresHealthIndicator(EmbeddedPostgres postgres) {
        return () -> postgres.fault()
                .map(sentence -> Health.down().withDetail("fault", sentence).build())
                .orElseGet(() -> Health.up().build());
    }

    @Bean
    HealthIndicator lowDiskSpaceHealthIndicator(
            @Value("${countersign.data-dir}") Path dataDir,
            @Value("${countersign.low-disk-space:1GB}") DataSize least) {
        return new LowDiskSpace(dataDir, least);
    }

    private static void createDatabase(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl("postgres"), postgres.username(), postgres.password());
                Statement statement = connection.createStatement()) {
            var found = statement.executeQuery("select 1 from pg_database where datname = '%s'".formatted(DATABASE));
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        }
    }
}
