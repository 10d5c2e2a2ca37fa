package io.countersign.command.following;

import io.countersign.command.dispatch.CommandTurns;
import io.countersign.platform.start.StartRefused;
import io.countersign.platform.store.OneOrderSource;
import io.countersign.platform.store.PastEvents;
import io.countersign.platform.store.Positions;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The command side where Axon Server has the events, and PostgreSQL what follows from them. */
@Configuration
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
class FollowingConfiguration {
    @Bean
    MemoryWriter memoryWriter(DataSource dataSource, OneOrderSource source, JdbcTemplate jdbc) {
        mustHaveNoEvents(jdbc);
        return new MemoryWriter(dataSource, source);
    }

    /** Its tables tell of those, and would go on with what others tell. */
    private static void mustHaveNoEvents(JdbcTemplate jdbc) {
        if (Boolean.TRUE.equals(jdbc.queryForObject("select exists (select from event_store.event)", Boolean.class))) {
            throw new StartRefused(
                    "This database has events of its own: leave axon.axonserver.enabled off, or use another database.");
        }
    }

    @Bean
    CommandTurns commandTurns(JdbcTemplate jdbc, Positions positions, MemoryWriter writer) {
        return new FollowedTurns(jdbc, positions, writer);
    }

    /** First of all followers, as others look first events up. */
    @Bean
    BegunDecisions firstEvents(JdbcTemplate jdbc, ObjectProvider<EventStore> events, MemoryWriter writer) {
        BegunDecisions begun = new BegunDecisions(jdbc, events);
        writer.add(begun::remember);
        return begun;
    }

    @Bean
    PastEvents pastEvents(JdbcTemplate jdbc, OneOrderSource source) {
        return new FollowedEvents(jdbc, source);
    }

    @Bean
    KnownAtStart knownAtStart(Positions positions, MemoryWriter writer) {
        return new KnownAtStart(positions, writer);
    }
}
