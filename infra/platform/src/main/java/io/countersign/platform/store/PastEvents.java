package io.countersign.platform.store;

import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;

/** Reads every event again. */
public interface PastEvents {
    /** Hands on all that is committed, in pages; returns how many events there were. */
    long read(Consumer<List<? extends DomainEventMessage<?>>> pages);
}
