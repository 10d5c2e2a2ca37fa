package io.countersign.command.axonserver;

import io.countersign.command.dispatch.AnswerStore;
import io.countersign.command.dispatch.CommandBusConfiguration;
import io.countersign.command.dispatch.CommandRouter;
import io.countersign.command.dispatch.Idempotency;
import io.countersign.command.dispatch.LocalCommands;
import io.countersign.command.dispatch.MemorySync;
import io.countersign.command.dispatch.ResultTypes;
import io.countersign.command.dispatch.SnapshotConfiguration;
import io.countersign.command.dispatch.VersionCheckedCache;
import io.countersign.platform.database.DatabaseProperties;
import io.countersign.platform.store.EventHistory;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventSubscriptions;
import io.countersign.platform.store.OnAxonServer;
import io.countersign.platform.store.OrderedEventSource;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The command side with events in Axon Server. Its tables in PostgreSQL are written from these events. */
@Configuration
@OnAxonServer
class AxonServerCommandConfiguration {
    @Bean
    ServerEvents eventsThere(EventPositions positions, OrderedEventSource source) {
        return new ServerEvents(positions, source);
    }

    @Bean
    ServerIdentityCheck lastFollowed(JdbcTemplate jdbc, ServerEvents there) {
        return new ServerIdentityCheck(jdbc, there);
    }

    @Bean
    MemoryWriter memoryWriter(DataSource dataSource, OrderedEventSource source, ServerIdentityCheck last) {
        return new MemoryWriter(dataSource, source, last);
    }

    @Bean
    MovedEventsTakeover movedEvents(JdbcTemplate jdbc, PlatformTransactionManager transactions, ServerEvents there) {
        return new MovedEventsTakeover(jdbc, new TransactionTemplate(transactions), there);
    }

    @Bean
    MemorySync memorySync(JdbcTemplate jdbc, EventPositions positions, MemoryWriter writer) {
        return new AxonServerMemorySync(jdbc, positions, writer);
    }

    /** The first subscription, as later ones look up first events. */
    @Bean
    StartedDecisions firstEvents(JdbcTemplate jdbc, ObjectProvider<EventStore> events, MemoryWriter writer) {
        StartedDecisions begun = new StartedDecisions(jdbc, events);
        writer.add(begun::remember);
        return begun;
    }

    @Bean
    EventAttachments eventAttachments(EventBus events) {
        EventAttachments attachments = new EventAttachments();
        events.registerDispatchInterceptor(attachments);
        return attachments;
    }

    @Bean
    AnswerStore answerStore(Idempotency idempotency, ResultTypes results, EventSubscriptions subscriptions) {
        AnswersInEvents answers = new AnswersInEvents(idempotency, results);
        subscriptions.add(answers::storeFrom);
        return answers;
    }

    @Bean
    @Qualifier("localSegment")
    static CommandBus localSegment(
            TransactionManager transactions, org.axonframework.config.Configuration axon, DatabaseProperties database) {
        return new FailureTranslatingCommandBus(CommandBusConfiguration.localBus(transactions, axon, database));
    }

    @Bean
    static CommandRouter commandRouter(CommandGateway routed, LocalCommands local) {
        return new AxonServerCommandRouter(routed, local);
    }

    @Bean(SnapshotConfiguration.WHILE_FRESH)
    Cache aggregateCache(ObjectProvider<EventStore> events) {
        return new VersionCheckedCache(
                aggregate -> events.getObject().lastSequenceNumberFor(aggregate).orElse(null));
    }

    @Bean
    EventHistory pastEvents(JdbcTemplate jdbc, OrderedEventSource source) {
        return new AxonServerEventHistory(jdbc, source);
    }

    @Bean
    CatchUpBeforeReady knownAtStart(EventPositions positions, ServerIdentityCheck last, MemoryWriter writer) {
        return new CatchUpBeforeReady(positions, last, writer);
    }
}
