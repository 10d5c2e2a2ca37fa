package io.countersign.platform.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;

/** What projections read: every event once, in the one order, woken as soon as an event has its position. */
public final class OneOrderSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    private final OneOrderEngine engine;
    private final OrderedPages pages;
    private final OneOrder order;

    OneOrderSource(OneOrderEngine engine, OneOrder order) {
        this.engine = engine;
        this.pages = new OrderedPages(engine);
        this.order = order;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
        return new OrderedStream(OneOrderEngine.positionOf(token));
    }

    @Override
    public TrackingToken createTailToken() {
        return engine.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return engine.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return engine.createTokenAt(time);
    }

    /** Used by one thread at a time, as its interface demands. */
    private final class OrderedStream implements BlockingStream<TrackedEventMessage<?>> {
        private long position;
        private List<TrackedEventMessage<?>> ahead = List.of();
        private int next;
        private OneOrder.Subscription subscription = () -> {};

        private OrderedStream(long position) {
            this.position = position;
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
        }
    }
}
