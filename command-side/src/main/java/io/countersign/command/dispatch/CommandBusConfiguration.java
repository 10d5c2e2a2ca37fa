package io.countersign.command.dispatch;

import io.countersign.events.EventMetaData;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What happens around every command. */
@Configuration
@EnableScheduling
class CommandBusConfiguration {
    @Bean
    static CorrelationDataProvider whoAndWhy() {
        return new SimpleCorrelationDataProvider(EventMetaData.USER_ID, EventMetaData.CORRELATION_ID);
    }

    @Autowired
    void intercept(
            CommandBus commands, OncePerKey oncePerKey, TenantLock tenantLock, ObjectProvider<BeforeHandling> before) {
        commands.registerHandlerInterceptor(oncePerKey);
        commands.registerHandlerInterceptor(tenantLock);
        before.orderedStream().forEach(first -> commands.registerHandlerInterceptor((work, chain) -> {
            first.before(work.getMessage().getPayload());
            return chain.proceed();
        }));
    }
}
