package io.countersign.platform.store.axonserver;

import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.OnAxonServer;
import io.countersign.platform.store.OrderHead;
import io.countersign.platform.store.OrderedEventSource;
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
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Axon Server as the event store. Its connector provides the event store and the command bus, this class the order of events. */
@Configuration
@OnAxonServer
class AxonServerStoreConfiguration {
    @Bean
    OrderHead oneOrder() {
        return new OrderHead();
    }

    /** The connector's event store finds it as an upcaster by itself. */
    @Bean
    ExactTimeConversion exactTimes() {
        return new ExactTimeConversion();
    }

    @Bean
    SmartInitializingSingleton exactTimesOfNewEvents(EventBus events, ExactTimeConversion times) {
        return () -> events.registerDispatchInterceptor(times);
    }

    @Bean
    AxonServerEventReader axonServerEvents(
            AxonServerConnectionManager connections,
            OrderHead order,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon) {
        return new AxonServerEventReader(connections, order, serializer, axon.upcasterChain());
    }

    @Bean
    AxonServerHeadListener axonServerHead(AxonServerEventReader events, OrderHead order) {
        return new AxonServerHeadListener(events, order);
    }

    @Bean
    OrderedEventSource oneOrderSource(AxonServerEventReader events, OrderHead order) {
        return new OrderedEventSource(events, order);
    }

    @Bean
    EventPositions positions(AxonServerEventReader events, OrderedEventSource source, OrderHead order) {
        return new AxonServerEventPositions(events, source, order, Clock.systemUTC());
    }

    @Bean
    MeterBinder storeMeters(OrderHead order) {
        return registry -> Gauge.builder("countersign.store.position", order::head)
                .description("Newest position in the one order")
                .register(registry);
    }

    /** Part of readiness; down while Axon Server is unavailable. */
    @Bean
    HealthIndicator axonServerHealthIndicator(AxonServerEventReader events) {
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
