package io.countersign.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.countersign.testkit.EmbeddedDatabase;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class DatabaseHealthTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private EmbeddedDatabase database;
    private Relay relay;
    private HikariDataSource pool;
    private DatabaseHealth health;

    @BeforeEach
    void start() throws Exception {
        database = EmbeddedDatabase.empty();
        URI address = URI.create(database.url().substring("jdbc:".length()));
        relay = new Relay(address.getHost(), address.getPort());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url().replace(":" + address.getPort() + "/", ":" + relay.port() + "/"));
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        health = new DatabaseHealth(pool);
    }

    @AfterEach
    void stop() {
        relay.thaw();
        health.destroy();
        pool.close();
        relay.close();
        database.close();
    }

    private Status status() {
        return health.health().getStatus();
    }

    @Test
    void is_up_while_every_connection_of_the_pool_is_in_use() throws Exception {
        try (Connection used = pool.getConnection()) {
            assertThat(used.isClosed()).isFalse();
            assertThat(status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void is_down_soon_after_the_database_says_nothing_any_more_and_up_when_it_does() {
        assertThat(status()).isEqualTo(Status.UP);

        relay.freeze();
        for (int i = 0; i < 2; i++) {
            long begun = System.nanoTime();
            assertThat(status()).isEqualTo(Status.DOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        }

        relay.thaw();
        assertThat(status()).isEqualTo(Status.UP);
    }
}
