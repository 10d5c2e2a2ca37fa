package io.countersign.command.dispatch;

import io.countersign.platform.store.EventReference;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.springframework.stereotype.Component;

/** Remembers, per thread, the last event that was published on it; commands that aren't routed are handled by who sends them. */
@Component
class LastPublishedEvent implements MessageDispatchInterceptor<EventMessage<?>> {
    private final ThreadLocal<EventReference> last = new ThreadLocal<>();

    LastPublishedEvent(EventBus events) {
        events.registerDispatchInterceptor(this);
    }

    void forget() {
        last.remove();
    }

    Optional<EventReference> find() {
        return Optional.ofNullable(last.get());
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> messages) {
        if (!messages.isEmpty() && messages.get(messages.size() - 1) instanceof DomainEventMessage<?> event) {
            last.set(new EventReference(event.getAggregateIdentifier(), event.getSequenceNumber()));
        }
        return (index, message) -> message;
    }
}
