package io.countersign.command.axonserver;

import io.countersign.command.decision.memory.EventDerivedTables;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.platform.store.FirstEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Knows which decisions have begun. Axon Server is asked for one aggregate at a time, so only for those that it has; most of
 * a batch are new.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartedDecisions implements FirstEvents, EventDerivedTables {
    private final JdbcTemplate jdbc;
    private final ObjectProvider<EventStore> events;

    StartedDecisions(JdbcTemplate jdbc, ObjectProvider<EventStore> events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override
    public Map<String, Object> find(Collection<String> decisions) {
        List<String> begun = jdbc.queryForList(
                "select decision from command_side.begun where decision = any (?)", String.class, (Object)
                        decisions.toArray(String[]::new));
        Map<String, Object> found = new HashMap<>();
        for (String decision : begun) {
            found.put(
                    decision, events.getObject().readEvents(decision, 0).next().getPayload());
        }
        return found;
    }

    @Override
    public void remember(List<? extends EventMessage<?>> published) {
        String[] begun = published.stream()
                .filter(event -> event.getPayload() instanceof TransactionDecided
                        || event.getPayload() instanceof TransactionImported)
                .map(event -> ((DomainEventMessage<?>) event).getAggregateIdentifier())
                .toArray(String[]::new);
        if (begun.length > 0) {
            jdbc.update(
                    "insert into command_side.begun (decision) select unnest(?::text[]) on conflict do nothing",
                    (Object) begun);
        }
    }

    @Override
    public void forget() {
        jdbc.update("delete from command_side.begun");
    }
}
