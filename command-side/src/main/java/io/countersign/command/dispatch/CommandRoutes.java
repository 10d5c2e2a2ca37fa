package io.countersign.command.dispatch;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Which way commands go: one on an aggregate to the node that handles that aggregate's, where nodes are told apart (Axon
 * Server does it, by the aggregate's id); a batch across aggregates, which no id stands for, is handled where it came in.
 */
@Component
public class CommandRoutes {
    private final CommandGateway routed;
    private final CommandGateway here;
    private final RoutingStrategy aggregates = AnnotationRoutingStrategy.builder()
            .fallbackRoutingStrategy(none -> null)
            .build();

    CommandRoutes(CommandGateway routed, @Qualifier("localSegment") CommandBus here) {
        this.routed = routed;
        this.here = DefaultCommandGateway.builder().commandBus(here).build();
    }

    /** Waits for the result; throws what the handler threw, as far as it is told from another node. */
    Object sendAndWait(CommandMessage<?> command) {
        try {
            return (aggregates.getRoutingKey(command) == null ? here : routed).sendAndWait(command);
        } catch (RuntimeException failure) {
            throw ToldFailure.in(failure).map(ToldFailure::again).orElse(failure);
        }
    }

    /** Handles a command on this node, as part of the one that is being handled. */
    public <R> R handleHere(Object command) {
        return here.sendAndWait(command);
    }
}
