package io.countersign.command.dispatch;

import io.countersign.events.EventMetaData;
import io.countersign.platform.start.Build;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What happens around every command. */
@Configuration
@EnableScheduling
class CommandBusConfiguration {
    @Bean
    static CorrelationDataProvider whoAndWhy() {
        return new SimpleCorrelationDataProvider(
                EventMetaData.USER_ID, EventMetaData.ACTOR, EventMetaData.AUTH, EventMetaData.CORRELATION_ID);
    }

    /** The build of the node that handles the command, which need not be the one that it was sent to. */
    @Bean
    static CorrelationDataProvider recordedBy() {
        Map<String, String> build = Map.of(EventMetaData.BUILD, Build.name());
        return command -> build;
    }

    @Autowired
    void intercept(
            CommandBus commands,
            Idempotency idempotency,
            LastEvent lastEvent,
            Optional<EventNotes> notes,
            CommandTurns turns,
            JdbcClient jdbc,
            ObjectProvider<BeforeHandling> before) {
        // Not beans: Axon would register those a second time, in an order of its own.
        commands.registerHandlerInterceptor(new OncePerKey(idempotency, lastEvent, notes));
        commands.registerHandlerInterceptor(new TenantLock(jdbc, turns));
        before.orderedStream().forEach(first -> commands.registerHandlerInterceptor((work, chain) -> {
            first.before(work.getMessage().getPayload());
            return chain.proceed();
        }));
    }
}
