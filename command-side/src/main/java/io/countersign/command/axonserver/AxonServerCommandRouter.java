package io.countersign.command.axonserver;

import io.countersign.command.dispatch.CommandRouter;
import io.countersign.command.dispatch.LocalCommands;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Sends a command on an aggregate to Axon Server, which routes it by the aggregate's id. A command without an aggregate, such
 * as a batch of transactions, is handled on the node that received it.
 */
final class AxonServerCommandRouter implements CommandRouter {
    private final CommandGateway routed;
    private final LocalCommands local;
    private final RoutingStrategy aggregates = AnnotationRoutingStrategy.builder()
            .fallbackRoutingStrategy(none -> null)
            .build();

    AxonServerCommandRouter(CommandGateway routed, LocalCommands local) {
        this.routed = routed;
        this.local = local;
    }

    @Override
    public Object sendAndWait(CommandMessage<?> command) {
        try {
            return aggregates.getRoutingKey(command) == null ? local.sendAndWait(command) : routed.sendAndWait(command);
        } catch (RuntimeException failure) {
            throw CommandFailure.in(failure).map(CommandFailure::toException).orElse(failure);
        }
    }
}
