package io.countersign.platform.store;

import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;

/** Reads all events from the beginning. */
public interface EventHistory {
    /** Passes all committed events on in pages; returns how many there were. */
    long read(Consumer<List<? extends DomainEventMessage<?>>> pages);
}
