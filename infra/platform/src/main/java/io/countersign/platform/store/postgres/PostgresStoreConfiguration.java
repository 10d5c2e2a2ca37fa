package io.countersign.platform.store.postgres;

import io.countersign.platform.store.EventHistory;
import io.countersign.platform.store.EventPage;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventSubscriptions;
import io.countersign.platform.store.FirstEvents;
import io.countersign.platform.store.OnPostgres;
import io.countersign.platform.store.OrderHead;
import io.countersign.platform.store.OrderedEventSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL as the event store: the default. */
@Configuration
@OnPostgres
class PostgresStoreConfiguration {
    @Bean
    PostgresEventsGuard ownEvents(JdbcTemplate jdbc) {
        return new PostgresEventsGuard(jdbc);
    }

    @Bean
    OrderHead oneOrder() {
        return new OrderHead();
    }

    @Bean
    PostgresHeadListener orderListener(DataSource dataSource, OrderHead order) {
        return new PostgresHeadListener(dataSource, order);
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon,
            ConnectionProvider connections,
            TransactionManager transactions,
            Optional<Sequencer> sequencer) {
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder()
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(axon.upcasterChain())
                .snapshotFilter(axon.snapshotFilter())
                .persistenceExceptionResolver(new UniqueViolationResolver())
                .connectionProvider(connections)
                .transactionManager(transactions)
                .batchSize(EventPage.MOST_EVENTS)
                .finalAggregateBatchPredicate(PostgresEventStorageEngine::isLast)
                .schema(PostgresEventStorageEngine.SCHEMA);
        Runnable appended = sequencer.<Runnable>map(s -> s::wake).orElse(() -> {});
        return new PostgresEventStorageEngine(builder, appended, transactions, axon.upcasterChain());
    }

    @Bean
    FirstEvents firstEvents(
            JdbcTemplate jdbc,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon) {
        return new PostgresFirstEvents(jdbc, serializer, axon.upcasterChain());
    }

    @Bean
    EventHistory pastEvents(
            JdbcTemplate jdbc,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon) {
        return new PostgresEventHistory(jdbc, serializer, axon.upcasterChain());
    }

    @Bean
    OrderedEventSource oneOrderSource(PostgresEventStorageEngine engine, OrderHead order) {
        return new OrderedEventSource(engine, order);
    }

    @Bean
    EventPositions positions(JdbcClient jdbc, OrderHead order) {
        return new PostgresEventPositions(jdbc, order);
    }

    @Bean
    EventSubscriptions eventFollowers(EventStore events) {
        return follower -> events.subscribe(follower);
    }
}
