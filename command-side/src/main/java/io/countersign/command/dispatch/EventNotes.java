package io.countersign.command.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What a command leaves besides its events goes with the first of them, in its metadata, where events share no transaction
 * with the tables of the command side: then both are there, or neither.
 */
public final class EventNotes implements MessageDispatchInterceptor<EventMessage<?>> {
    private static final String RESOURCE = EventNotes.class.getName();

    /** How many events the command publishes. */
    static final String COUNT = "events_of_command";

    /** Leaves a note with the events of the command that is being handled; gone if it publishes none. */
    public static void leave(String key, String value) {
        notes(CurrentUnitOfWork.get()).put(key, value);
    }

    /** Whether a note found no event to go with. */
    static boolean isLeft(UnitOfWork<?> work, String key) {
        return notes(work).containsKey(key);
    }

    private static Map<String, String> notes(UnitOfWork<?> work) {
        return work.root().getOrComputeResource(RESOURCE, key -> new LinkedHashMap<>());
    }

    /** Called before the events are appended, when the command's handler has come to its result. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> messages) {
        Map<String, String> notes = CurrentUnitOfWork.isStarted() ? notes(CurrentUnitOfWork.get()) : Map.of();
        if (notes.isEmpty() || messages.isEmpty()) {
            return (index, message) -> message;
        }
        Map<String, String> taken = new LinkedHashMap<>(notes);
        taken.put(COUNT, String.valueOf(messages.size()));
        notes.clear();
        return (index, message) -> index == 0 ? message.andMetaData(taken) : message;
    }
}
