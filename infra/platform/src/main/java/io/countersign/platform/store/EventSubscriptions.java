package io.countersign.platform.store;

import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;

/**
 * Registers writers of command-side tables. A writer gets each event once and in order: on PostgreSQL in the transaction of
 * the event, on Axon Server in a later transaction, for which commands wait.
 */
public interface EventSubscriptions {
    void add(Consumer<List<? extends EventMessage<?>>> writer);
}
