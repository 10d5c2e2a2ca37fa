package io.countersign.command.decision;

import io.countersign.events.EventMetaData;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.platform.store.FirstEvents;
import io.countersign.policy.DecisionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Publishes the first events of many decisions in one transaction. Creating each aggregate separately would need one each.
 * The event store's unique key (aggregate, 0) ensures that a transaction is decided once.
 */
final class NewDecisions {
    private final Map<String, Object> known;
    private final List<EventMessage<?>> fresh = new ArrayList<>();
    private final MetaData metaData = MetaData.from(CurrentUnitOfWork.get().getCorrelationData());
    private final MetaData ofDecision = metaData.and(EventMetaData.DECISION_FUNCTION, DecisionPolicy.FUNCTION);

    private NewDecisions(Map<String, Object> known) {
        this.known = known;
    }

    static NewDecisions knownOf(Collection<String> decisionIds, FirstEvents events) {
        return new NewDecisions(new HashMap<>(events.find(decisionIds)));
    }

    /** What the decision began with; null if it hasn't begun. */
    Object find(String decisionId) {
        return known.get(decisionId);
    }

    void begin(String decisionId, Object event, Instant at) {
        known.put(decisionId, event);
        fresh.add(new GenericDomainEventMessage<>(
                Decision.TYPE,
                decisionId,
                0,
                new GenericEventMessage<>(event, event instanceof TransactionDecided ? ofDecision : metaData),
                () -> at));
    }

    void publish(EventBus bus) {
        if (!fresh.isEmpty()) {
            bus.publish(fresh);
        }
    }
}
