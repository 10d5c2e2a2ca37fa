package io.countersign.platform.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;

/** The source of all projections: each event once, in the order of positions, delivered as soon as it has a position. */
public final class OrderedEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    /** How long a reader waits for one that doesn't move: longer than any projection's batch takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** How many events a reader may be ahead: so few that the pages between are still in the cache. */
    private static final long NEAR = 4 * EventPage.MOST_EVENTS;

    private final OrderedEventReader stored;
    private final EventPageCache pages;
    private final OrderHead order;
    private final ReaderConvoy convoy = new ReaderConvoy(NEAR, PATIENCE);

    public OrderedEventSource(OrderedEventReader stored, OrderHead order) {
        this.stored = stored;
        this.pages = new EventPageCache(stored);
        this.order = order;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
        return new OrderedStream(EventPositions.of(token), null);
    }

    /** The same source for readers of the whole history. They wait for each other, so that each page is read once for all. */
    public StreamableMessageSource<TrackedEventMessage<?>> inConvoy() {
        return token -> {
            long position = EventPositions.of(token);
            return new OrderedStream(position, convoy.join(position));
        };
    }

    /** The event at a position; empty if there is none yet. */
    public Optional<TrackedEventMessage<?>> at(long position) {
        return stored.readAfter(position - 1, 1).events().stream().findFirst();
    }

    /**
     * Reads the events after one position and up to another, page by page; waits for events that have no position yet.
     *
     * @param patience how long to wait for the next event
     * @throws StoreUnavailable if it doesn't come in that time
     */
    public void read(long after, long upTo, Duration patience, Consumer<List<TrackedEventMessage<?>>> page)
            throws InterruptedException {
        long position = after;
        while (position < upTo) {
            if (!order.awaitPast(position, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreUnavailable("The event at position %s doesn't come".formatted(position + 1), null);
            }
            List<TrackedEventMessage<?>> next = after(position);
            List<TrackedEventMessage<?>> wanted = next.subList(0, (int) Math.min(next.size(), upTo - position));
            page.accept(wanted);
            position += wanted.size();
        }
    }

    /** The first known event after one position and up to another that matches. */
    public OptionalLong firstBetween(long after, long upTo, Predicate<TrackedEventMessage<?>> wanted) {
        for (long position = after; position < Math.min(upTo, order.head()); ) {
            List<TrackedEventMessage<?>> next = after(position);
            for (int i = 0; i < next.size() && position < upTo; i++) {
                position++;
                if (wanted.test(next.get(i))) {
                    return OptionalLong.of(position);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The next events after a position that is before the newest. */
    private List<TrackedEventMessage<?>> after(long position) {
        List<TrackedEventMessage<?>> next = pages.after(position);
        if (next.isEmpty()) {
            throw UnreadableEvent.missing(position + 1);
        }
        return next;
    }

    @Override
    public TrackingToken createTailToken() {
        return stored.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return stored.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return stored.createTokenAt(time);
    }

    /** Used by one thread at a time, as its interface demands. */
    private final class OrderedStream implements BlockingStream<TrackedEventMessage<?>> {
        private final ReaderConvoy.Walker walker;
        private long position;
        private List<TrackedEventMessage<?>> ahead = List.of();
        private int next;
        private OrderHead.Subscription subscription = () -> {};

        /** @param walker null for a reader that doesn't wait for others */
        private OrderedStream(long position, ReaderConvoy.Walker walker) {
            this.position = position;
            this.walker = walker;
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return look() || timeout > 0 && order.awaitPast(position, timeout, unit) && look();
        }

        private boolean look() {
            if (next < ahead.size()) {
                return true;
            }
            if (order.head() > position) {
                if (walker != null) {
                    walker.reach(position);
                }
                ahead = after(position);
                next = 0;
            }
            return next < ahead.size();
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return look() ? Optional.of(ahead.get(next)) : Optional.empty();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            while (!look()) {
                order.awaitPast(position, 1, TimeUnit.SECONDS);
            }
            position++;
            return ahead.get(next++);
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            subscription.cancel();
            subscription = order.onGrowth(callback);
            return true;
        }

        @Override
        public void close() {
            subscription.cancel();
            if (walker != null) {
                walker.leave();
            }
        }
    }
}
