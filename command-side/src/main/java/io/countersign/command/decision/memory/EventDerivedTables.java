package io.countersign.command.decision.memory;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;

/** Tables that are written with the events, and hold nothing that can't be had from them again. */
public interface EventDerivedTables {
    /** Writes what the events say, in their transaction. */
    void remember(List<? extends EventMessage<?>> events);

    /** Empties the tables, to be written anew from the first event on. */
    void forget();
}
