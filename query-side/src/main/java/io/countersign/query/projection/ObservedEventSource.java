package io.countersign.query.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * Reports failures of an event source to an observer instead of the processor. The processor keeps its segments, finds no events and polls again. Without this, an Error would end Axon's coordinator, and an exception would make it release its segments and wait for up to a minute. After a failure the source is read again after a pause that grows to five seconds.
 */
final class ObservedEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    private static final long FIRST_PAUSE = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

    private final StreamableMessageSource<TrackedEventMessage<?>> source;
    private final Observer observer;

    ObservedEventSource(StreamableMessageSource<TrackedEventMessage<?>> source, Observer observer) {
        this.source = source;
        this.observer = observer;
    }

    /** Is called for each failure. */
    interface Observer {
        /** @param position the position of the event that could not be read */
        void failed(long position, Throwable failure);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
        return new ObservedStream(
                source.openStream(token), token == null ? 0 : token.position().orElse(0));
    }

    @Override
    public TrackingToken createTailToken() {
        return source.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return source.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return source.createTokenAt(time);
    }

    /** Not thread-safe, like its interface. */
    private final class ObservedStream implements BlockingStream<TrackedEventMessage<?>> {
        private final BlockingStream<TrackedEventMessage<?>> stream;
        private long position;
        private long pause;
        private long retryAt = System.nanoTime();

        private ObservedStream(BlockingStream<TrackedEventMessage<?>> stream, long position) {
            this.stream = stream;
            this.position = position;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            if (isPausing()) {
                return Optional.empty();
            }
            try {
                Optional<TrackedEventMessage<?>> next = stream.peek();
                pause = 0;
                return next;
            } catch (RuntimeException | Error e) {
                failed(e);
                return Optional.empty();
            }
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            if (isPausing()) {
                TimeUnit.NANOSECONDS.sleep(Math.min(unit.toNanos(timeout), Math.max(0, retryAt - System.nanoTime())));
                return false;
            }
            try {
                boolean isNext = stream.hasNextAvailable(timeout, unit);
                pause = 0;
                return isNext;
            } catch (RuntimeException | Error e) {
                failed(e);
                return false;
            }
        }

        private boolean isPausing() {
            return pause > 0 && System.nanoTime() - retryAt < 0;
        }

        private void failed(Throwable failure) {
            pause = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, 2 * pause));
            retryAt = System.nanoTime() + pause;
            observer.failed(position + 1, failure);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            TrackedEventMessage<?> next = stream.nextAvailable();
            position = next.trackingToken().position().orElse(position + 1);
            return next;
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            return stream.setOnAvailableCallback(callback);
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
