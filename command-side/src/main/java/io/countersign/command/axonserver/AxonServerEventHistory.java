package io.countersign.command.axonserver;

import io.countersign.platform.store.EventHistory;
import io.countersign.platform.store.OrderedEventSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the events that the writer has seen; it goes on behind them, and must stand still meanwhile. */
final class AxonServerEventHistory implements EventHistory {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcTemplate jdbc;
    private final OrderedEventSource source;

    AxonServerEventHistory(JdbcTemplate jdbc, OrderedEventSource source) {
        this.jdbc = jdbc;
        this.source = source;
    }

    @Override
    public long read(Consumer<List<? extends DomainEventMessage<?>>> pages) {
        long last = jdbc.queryForObject("select position from command_side.followed", Long.class);
        try {
            source.read(
                    0,
                    last,
                    PATIENCE,
                    page -> pages.accept(page.stream()
                            .<DomainEventMessage<?>>map(event -> (DomainEventMessage<?>) event)
                            .toList()));
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading past events", e);
        }
    }
}
