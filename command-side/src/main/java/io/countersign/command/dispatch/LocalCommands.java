package io.countersign.command.dispatch;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Handles commands on this node. */
@Component
public class LocalCommands {
    private final CommandGateway gateway;

    LocalCommands(@Qualifier("localSegment") CommandBus bus) {
        gateway = DefaultCommandGateway.builder().commandBus(bus).build();
    }

    /** Waits for the result. While another command is being handled, this one becomes part of it. */
    public <R> R sendAndWait(Object command) {
        return gateway.sendAndWait(command);
    }
}
