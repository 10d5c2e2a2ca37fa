package io.countersign.command.axonserver;

import io.countersign.events.EventMetaData;
import io.countersign.platform.web.Correlation;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;

/** Handles commands for other nodes too: translates failures, also those of the commit, so that they can be sent to them. */
final class FailureTranslatingCommandBus implements CommandBus {
    private final CommandBus bus;

    FailureTranslatingCommandBus(CommandBus bus) {
        this.bus = bus;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        bus.dispatch(command);
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        String correlation = (String) command.getMetaData().get(EventMetaData.CORRELATION_ID);
        Correlation.during(
                correlation,
                () -> bus.<C, R>dispatch(command, (handled, result) -> callback.onResult(handled, translated(result))));
    }

    private static <R> CommandResultMessage<? extends R> translated(CommandResultMessage<? extends R> result) {
        return result.isExceptional()
                ? GenericCommandResultMessage.asCommandResultMessage(CommandFailure.toRemote(result.exceptionResult()))
                : result;
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return bus.subscribe(commandName, handler);
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return bus.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return bus.registerDispatchInterceptor(interceptor);
    }
}
