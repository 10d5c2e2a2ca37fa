package io.countersign.platform.store.postgres;

import io.countersign.platform.store.OrderHead;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Metrics of the event store for Prometheus. */
final class PostgresStoreMeters implements MeterBinder {
    private final OrderHead order;
    private final JdbcClient jdbc;

    PostgresStoreMeters(OrderHead order, JdbcClient jdbc) {
        this.order = order;
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("countersign.store.position", order::head)
                .description("Newest position in the one order")
                .register(registry);
        Gauge.builder("countersign.store.pending", this::pending)
                .description("Committed events that have no position yet")
                .register(registry);
    }

    private long pending() {
        return jdbc.sql("select count(*) from event_store.pending")
                .query(Long.class)
                .single();
    }
}
