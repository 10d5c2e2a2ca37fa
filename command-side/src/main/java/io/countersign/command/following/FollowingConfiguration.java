package io.countersign.command.following;

import io.countersign.command.dispatch.MemorySync;
import io.countersign.platform.store.EventHistory;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.OnAxonServer;
import io.countersign.platform.store.OrderedEventSource;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The command side where Axon Server has the events, and PostgreSQL what follows from them. */
@Configuration
@OnAxonServer
class FollowingConfiguration {
    @Bean
    EventsThere eventsThere(EventPositions positions, OrderedEventSource source) {
        return new EventsThere(positions, source);
    }

    @Bean
    LastFollowed lastFollowed(JdbcTemplate jdbc, EventsThere there) {
        return new LastFollowed(jdbc, there);
    }

    @Bean
    MemoryWriter memoryWriter(DataSource dataSource, OrderedEventSource source, LastFollowed last) {
        return new MemoryWriter(dataSource, source, last);
    }

    @Bean
    MovedEvents movedEvents(JdbcTemplate jdbc, PlatformTransactionManager transactions, EventsThere there) {
        return new MovedEvents(jdbc, new TransactionTemplate(transactions), there);
    }

    @Bean
    MemorySync memorySync(JdbcTemplate jdbc, EventPositions positions, MemoryWriter writer) {
        return new FollowedMemory(jdbc, positions, writer);
    }

    /** First of all followers, as others look first events up. */
    @Bean
    BegunDecisions firstEvents(JdbcTemplate jdbc, ObjectProvider<EventStore> events, MemoryWriter writer) {
        BegunDecisions begun = new BegunDecisions(jdbc, events);
        writer.add(begun::remember);
        return begun;
    }

    @Bean
    EventHistory pastEvents(JdbcTemplate jdbc, OrderedEventSource source) {
        return new FollowedEvents(jdbc, source);
    }

    @Bean
    KnownAtStart knownAtStart(EventPositions positions, LastFollowed last, MemoryWriter writer) {
        return new KnownAtStart(positions, last, writer);
    }
}
