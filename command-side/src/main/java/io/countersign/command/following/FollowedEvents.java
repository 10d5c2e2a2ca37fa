package io.countersign.command.following;

import io.countersign.platform.store.OneOrderSource;
import io.countersign.platform.store.PastEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the events that the writer has seen; it goes on behind them, and must stand still meanwhile. */
final class FollowedEvents implements PastEvents {
    private static final int PAGE = 1_000;
    private static final int WAIT_SECONDS = 5;

    private final JdbcTemplate jdbc;
    private final OneOrderSource source;

    FollowedEvents(JdbcTemplate jdbc, OneOrderSource source) {
        this.jdbc = jdbc;
        this.source = source;
    }

    @Override
    public long read(Consumer<List<? extends DomainEventMessage<?>>> pages) {
        long last = jdbc.queryForObject("select position from command_side.followed", Long.class);
        try (BlockingStream<TrackedEventMessage<?>> events = source.openStream(new GlobalSequenceTrackingToken(0))) {
            List<DomainEventMessage<?>> page = new ArrayList<>();
            for (long read = 1; read <= last; read++) {
                if (!events.hasNextAvailable(WAIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Event %s of %s doesn't come".formatted(read, last));
                }
                page.add((DomainEventMessage<?>) events.nextAvailable());
                if (page.size() == PAGE || read == last) {
                    pages.accept(page);
                    page.clear();
                }
            }
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading past events", e);
        }
    }
}
