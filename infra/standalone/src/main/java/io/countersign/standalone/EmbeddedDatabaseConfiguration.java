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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
