package io.countersign.command.dispatch;

import org.axonframework.commandhandling.CommandMessage;

/** Sends a command to the node that must handle it. */
public interface CommandRouter {
    /** Waits for the result; throws what the command's handler threw. */
    Object sendAndWait(CommandMessage<?> command);
}
