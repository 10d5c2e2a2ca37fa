package io.countersign.command.axonserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Data that a command attaches to the first of its events, as metadata. Events in Axon Server share no transaction with the
 * tables of the command side; data that travels with an event is there exactly if the event is.
 */
final class EventAttachments implements MessageDispatchInterceptor<EventMessage<?>> {
    private static final String RESOURCE = "event_attachments";

    /** How many events the command publishes. */
    static final String COUNT = "events_of_command";

    /** Attaches an entry to the events of the command that is being handled; lost if it publishes none. */
    static void attach(String key, String value) {
        pending(CurrentUnitOfWork.get()).put(key, value);
    }

    /** Whether an entry was attached and no event has been published since. */
    static boolean isPending(UnitOfWork<?> work, String key) {
        return pending(work).containsKey(key);
    }

    private static Map<String, String> pending(UnitOfWork<?> work) {
        return work.root().getOrComputeResource(RESOURCE, key -> new LinkedHashMap<>());
    }

    /** Called before the events are appended, when the command's handler has come to its result. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> messages) {
        Map<String, String> pending = CurrentUnitOfWork.isStarted() ? pending(CurrentUnitOfWork.get()) : Map.of();
        if (pending.isEmpty() || messages.isEmpty()) {
            return (index, message) -> message;
        }
        Map<String, String> taken = new LinkedHashMap<>(pending);
        taken.put(COUNT, String.valueOf(messages.size()));
        pending.clear();
        return (index, message) -> index == 0 ? message.andMetaData(taken) : message;
    }
}
