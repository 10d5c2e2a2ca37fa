package io.countersign.platform.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Positions on Axon Server, which has them as soon as events are there. A reference names a position, that of the newest
 * event at the time; what names an event instead stands for whatever is the newest.
 */
final class AxonServerPositions implements Positions {
    private final AxonServerEvents events;
    private final OneOrderSource source;
    private final OneOrder order;
    private final Clock clock;

    AxonServerPositions(AxonServerEvents events, OneOrderSource source, OneOrder order, Clock clock) {
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

    /** The server doesn't tell the positions of an aggregate's events; the newest of all comes after them. */
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
