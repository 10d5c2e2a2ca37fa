package io.countersign.command.decision;

import io.countersign.events.decision.TransactionDecided;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/** Counts the decisions of this node by their action, once they are committed. */
@Component
class DecisionMeters {
    private final MeterRegistry registry;

    DecisionMeters(MeterRegistry registry, EventStore events) {
        this.registry = registry;
        events.subscribe(this::note);
    }

    private void note(List<? extends EventMessage<?>> published) {
        CurrentUnitOfWork.ifStarted(work -> work.afterCommit(committed -> published.forEach(this::count)));
    }

    private void count(EventMessage<?> event) {
        if (event.getPayload() instanceof TransactionDecided decided) {
            registry.counter(
                            "countersign.decisions",
                            "action",
                            decided.outcome().action().wireName())
                    .increment();
        }
    }
}
