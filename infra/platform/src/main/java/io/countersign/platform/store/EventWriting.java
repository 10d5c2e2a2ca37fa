package io.countersign.platform.store;

import io.countersign.platform.database.SchemaMigrations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the side that writes events has besides, and must import: it owns the event store and the keys to what is personal
 * in it, and gives events their positions.
 */
public class EventWriting {
    @Bean
    SchemaMigrations eventStoreSchema() {
        return new SchemaMigrations("event_store", 0);
    }

    @Bean
    SchemaMigrations keyVaultSchema() {
        return new SchemaMigrations("key_vault", 5);
    }

    @Bean
    @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false", matchIfMissing = true)
    Sequencer sequencer(JdbcClient jdbc, PlatformTransactionManager transactions, OneOrder order) {
        return new Sequencer(jdbc, new TransactionTemplate(transactions), order);
    }

    @Bean
    @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false", matchIfMissing = true)
    StoreMeters storeMeters(OneOrder order, JdbcClient jdbc) {
        return new StoreMeters(order, jdbc);
    }
}
