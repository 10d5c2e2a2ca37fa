package io.countersign.platform.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;

/** What projections read: every event once, in the one order, woken as soon as an event has its position. */
public final class OneOrderSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    /** Longer than a batch of any projection takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final OrderedEvents stored;
    private final OrderedPages pages;
    private final OneOrder order;
    private final Convoy convoy = new Convoy(OrderedPages.KEPT / 2 * OrderedPages.SIZE, PATIENCE);

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
        return stored.readAfter(position - 1, 1).stream().findFirst();
    }

    /** The events after one position and up to another, as far as they are there. */
    List<TrackedEventMessage<?>> between(long after, long upTo) {
        List<TrackedEventMessage<?>> found = new ArrayList<>();
        for (long position = after; position < upTo; position = after + found.size()) {
            List<TrackedEventMessage<?>> next = pages.after(position);
            if (next.isEmpty()) {
                break;
            }
            found.addAll(next.subList(0, (int) Math.min(next.size(), upTo - position)));
        }
        return found;
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
                ahead = pages.after(position);
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
