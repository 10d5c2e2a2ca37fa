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

/** What projections read: every event once, in the one order, woken as soon as an event has its position. */
public final class OneOrderSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    /** Longer than a batch of any projection takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** So few that the pages between are still kept. */
    private static final long NEAR = 4 * OrderedPages.SIZE;

    private final OrderedEvents stored;
    private final OrderedPages pages;
    private final OneOrder order;
    private final Convoy convoy = new Convoy(NEAR, PATIENCE);

    OneOrderSource(OrderedEvents stored, OneOrder order) {
        this.stored = stored;
        this.pages = new OrderedPages(stored);
        this.order = order;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
        return new OrderedStream(OneOrderEngine.positionOf(token), null);
    }

    /** The same for readers of all of history, who wait for one another a little, to read it once for all of them. */
    public StreamableMessageSource<TrackedEventMessage<?>> inConvoy() {
        return token -> {
            long position = OneOrderEngine.positionOf(token);
            return new OrderedStream(position, convoy.join(position));
        };
    }

    /** One event; empty while there is none at that position. */
    public Optional<TrackedEventMessage<?>> at(long position) {
        return stored.readAfter(position - 1, 1).events().stream().findFirst();
    }

    /** Hands on the events after one position and up to another, page by page, until all are there. */
    public void read(long after, long upTo, Duration patience, Consumer<List<TrackedEventMessage<?>>> page)
            throws InterruptedException {
        long position = after;
        while (position < upTo) {
            if (!order.awaitPast(position, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreAway("The event at position %s doesn't come".formatted(position + 1), null);
            }
            List<TrackedEventMessage<?>> next = after(position);
            List<TrackedEventMessage<?>> wanted = next.subList(0, (int) Math.min(next.size(), upTo - position));
            page.accept(wanted);
            position += wanted.size();
        }
    }

    /** The first event after a position and up to another that is as it should be, as far as they are there. */
    OptionalLong firstBetween(long after, long upTo, Predicate<TrackedEventMessage<?>> wanted) {
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

    /** The next events after a position that the order is past. */
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
        private final Convoy.Walker walker;
        private long position;
        private List<TrackedEventMessage<?>> ahead = List.of();
        private int next;
        private OneOrder.Subscription subscription = () -> {};

        /** @param walker null for a reader who waits for nobody */
        private OrderedStream(long position, Convoy.Walker walker) {
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
