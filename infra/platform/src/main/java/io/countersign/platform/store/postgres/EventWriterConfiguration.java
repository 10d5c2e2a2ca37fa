package io.countersign.platform.store.postgres;

import io.countersign.platform.database.SchemaMigrations;
import io.countersign.platform.store.OnPostgres;
import io.countersign.platform.store.OrderHead;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The beans of the side that writes events, which imports this class: the schemas of the event store and of the keys to
 * personal data, and the sequencer where PostgreSQL keeps the events.
 */
public class EventWriterConfiguration {
    @Bean
    SchemaMigrations eventStoreSchema() {
        return new SchemaMigrations("event_store", 0);
    }

    @Bean
    SchemaMigrations keyVaultSchema() {
        return new SchemaMigrations("key_vault", 5);
    }

    @Bean
    @OnPostgres
    Sequencer sequencer(JdbcClient jdbc, PlatformTransactionManager transactions, OrderHead order) {
        return new Sequencer(jdbc, new TransactionTemplate(transactions), order);
    }

    @Bean
    @OnPostgres
    PostgresStoreMeters storeMeters(OrderHead order, JdbcClient jdbc) {
        return new PostgresStoreMeters(order, jdbc);
    }
}
