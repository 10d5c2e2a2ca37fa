package io.countersign.platform.store.postgres;

import io.countersign.events.EventJson;
import io.countersign.events.user.UserSignedIn;
import io.countersign.platform.store.EventHistory;
import io.countersign.platform.store.EventPage;
import io.countersign.platform.store.OrderHead;
import io.countersign.platform.store.OrderedEventSource;
import io.countersign.testkit.EmbeddedDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One program's part in the order of a database: its engine, its sequencer, its listener and its source. */
final class Node implements AutoCloseable {
    final OrderHead order = new OrderHead();
    final Sequencer sequencer;
    final PostgresHeadListener listener;
    final PostgresEventStorageEngine engine;
    final OrderedEventSource source;
    private final TransactionManager transactions;
    private final DataSource dataSource;

    Node(EmbeddedDatabase database) {
        this(database.dataSource());
    }

    Node(DataSource dataSource) {
        this.dataSource = dataSource;
        JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
        transactions = new SpringTransactionManager(manager);
        sequencer = new Sequencer(JdbcClient.create(dataSource), new TransactionTemplate(manager), order);
        listener = new PostgresHeadListener(dataSource, order);
        EventUpcaster upcasters = NoOpEventUpcaster.INSTANCE;
        ConnectionProvider connections =
                new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
        Jackson3Serializer serializer = Jackson3Serializer.builder()
                .revisionResolver(new AnnotationRevisionResolver())
                .jsonMapperBuilderCustomizer(EventJson::configure)
                .build();
        engine = new PostgresEventStorageEngine(
                JdbcEventStorageEngine.builder()
                        .eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .upcasterChain(upcasters)
                        .persistenceExceptionResolver(new UniqueViolationResolver())
                        .connectionProvider(connections)
                        .transactionManager(transactions)
                        .batchSize(EventPage.MOST_EVENTS)
                        .finalAggregateBatchPredicate(PostgresEventStorageEngine::isLast)
                        .schema(PostgresEventStorageEngine.SCHEMA),
                sequencer::wake,
                transactions,
                upcasters);
        source = new OrderedEventSource(engine, order);
    }

    EventHistory past() {
        return new PostgresEventHistory(
                new JdbcTemplate(dataSource), engine.getEventSerializer(), NoOpEventUpcaster.INSTANCE);
    }

    /** Starts what a program starts. */
    Node started() {
        listener.start();
        sequencer.start();
        return this;
    }

    /** Appends events in one transaction that commits, and returns their identifiers. */
    List<String> append(String aggregate, long first, int count) {
        UnitOfWork<?> work = begin(aggregate, first, count);
        work.commit();
        return identifiers(work);
    }

    /** Appends events in a transaction that is still open; it belongs to the calling thread. */
    UnitOfWork<?> begin(String aggregate, long first, int count) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(aggregate, first + i));
        }
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(events.get(0));
        work.attachTransaction(transactions);
        try {
            engine.appendEvents(events);
        } catch (RuntimeException e) {
            work.rollback(e);
            throw e;
        }
        work.resources()
                .put(
                        "identifiers",
                        events.stream().map(DomainEventMessage::getIdentifier).toList());
        return work;
    }

    @SuppressWarnings("unchecked")
    static List<String> identifiers(UnitOfWork<?> work) {
        return (List<String>) work.resources().get("identifiers");
    }

    private static DomainEventMessage<?> event(String aggregate, long number) {
        return new GenericDomainEventMessage<>(
                "Test", aggregate, number, new GenericEventMessage<>(new UserSignedIn(aggregate)), Instant::now);
    }

    @Override
    public void close() {
        sequencer.stop();
        listener.stop();
    }
}
