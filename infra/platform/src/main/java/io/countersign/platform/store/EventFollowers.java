package io.countersign.platform.store;

import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;

/**
 * Who writes tables of the command side from events, each event once and in order. Where events and tables share a
 * transaction, that is the one of the events; otherwise the tables follow, and commands wait for them.
 */
public interface EventFollowers {
    void add(Consumer<List<? extends EventMessage<?>>> follower);
}
