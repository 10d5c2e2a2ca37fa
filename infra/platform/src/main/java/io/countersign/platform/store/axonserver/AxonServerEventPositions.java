package io.countersign.platform.store.axonserver;

import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.OrderHead;
import io.countersign.platform.store.OrderedEventSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Positions on Axon Server, where an event has its position as soon as it is stored. References name the newest position at
 * the time they are made. A reference that names an event of an aggregate is treated as the newest event.
 */
final class AxonServerEventPositions implements EventPositions {
    private final AxonServerEventReader events;
    private final OrderedEventSource source;
    private final OrderHead order;
    private final Clock clock;

    AxonServerEventPositions(AxonServerEventReader events, OrderedEventSource source, OrderHead order, Clock clock) {
        this.events = events;
        this.source = source;
        this.order = order;
        this.clock = clock;
    }

    @Override
    public Optional<Long> await(EventReference event, Duration patience) throws InterruptedException {
        long position = event.position().orElseGet(events::head);
        return order.awaitPast(position - 1, patience.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(position)
                : Optional.empty();
    }

    @Override
    public Optional<EventReference> after(Optional<EventReference> last) {
        return newest();
    }

    /** The server doesn't return the position of an aggregate's event, so this is the newest event of all. */
    @Override
    public Optional<EventReference> newestOf(String aggregate) {
        return newest();
    }

    @Override
    public Optional<EventReference> newest() {
        long head = head();
        return head == 0 ? Optional.empty() : Optional.of(EventReference.to(head));
    }

    @Override
    public long head() {
        return events.head();
    }

    @Override
    public Optional<BigDecimal> secondsSince(long position) {
        return source.at(position)
                .map(event -> Duration.between(event.getTimestamp(), clock.instant()))
                .map(age ->
                        BigDecimal.valueOf(age.toMillis()).divide(BigDecimal.valueOf(1_000), 3, RoundingMode.HALF_UP));
    }

    @Override
    public OptionalLong firstBetween(long after, long upTo, String... types) {
        Set<String> wanted = Set.of(types);
        return source.firstBetween(
                after, upTo, event -> wanted.contains(event.getPayloadType().getName()));
    }
}
