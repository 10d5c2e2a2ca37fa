package io.countersign.command.dispatch;

import io.countersign.events.EventMetaData;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What happens around every command. */
@Configuration
@EnableScheduling
class CommandBusConfiguration {
    @Bean
    CorrelationDataProvider whoAndWhy() {
        return new SimpleCorrelationDataProvider(EventMetaData.USER_ID, EventMetaData.CORRELATION_ID);
    }

    @Autowired
    void intercept(CommandBus commands, OncePerKey oncePerKey, TenantLock tenantLock) {
        commands.registerHandlerInterceptor(oncePerKey);
        commands.registerHandlerInterceptor(tenantLock);
    }
}
