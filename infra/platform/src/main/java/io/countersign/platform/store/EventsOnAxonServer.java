package io.countersign.platform.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Axon Server as the event store and the router of commands: the connector brings both, this the one order that events have.
 */
@Configuration
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
class EventsOnAxonServer {
    @Bean
    OneOrder oneOrder() {
        return new OneOrder();
    }

    /** An upcaster too, which the connector's event store finds by itself. */
    @Bean
    ExactTimes exactTimes() {
        return new ExactTimes();
    }

    @Bean
    SmartInitializingSingleton exactTimesOfNewEvents(EventBus events, ExactTimes times) {
        return () -> events.registerDispatchInterceptor(times);
    }

    @Bean
    AxonServerEvents axonServerEvents(
            AxonServerConnectionManager connections,
            OneOrder order,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon) {
        return new AxonServerEvents(connections, order, serializer, axon.upcasterChain());
    }

    @Bean
    AxonServerHead axonServerHead(AxonServerEvents events, OneOrder order) {
        return new AxonServerHead(events, order);
    }

    @Bean
    OneOrderSource oneOrderSource(AxonServerEvents events, OneOrder order) {
        return new OneOrderSource(events, order);
    }

    @Bean
    Positions positions(AxonServerEvents events, OneOrderSource source, OneOrder order) {
        return new AxonServerPositions(events, source, order, Clock.systemUTC());
    }

    @Bean
    MeterBinder storeMeters(OneOrder order) {
        return registry -> Gauge.builder("countersign.store.position", order::head)
                .description("Newest position in the one order")
                .register(registry);
    }

    /** Part of readiness; fails while Axon Server is away. */
    @Bean
    HealthIndicator axonServerHealthIndicator(AxonServerEvents events) {
        return () -> {
            try {
                events.head();
                return Health.up().build();
            } catch (RuntimeException e) {
                return Health.down(e).build();
            }
        };
    }

    /** Queries come over HTTP only, so there is nothing to route. */
    @Bean
    QueryBus queryBus() {
        return SimpleQueryBus.builder().build();
    }
}
