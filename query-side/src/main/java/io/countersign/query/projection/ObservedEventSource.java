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
 * A source whose failures are told to an observer instead of the processor that reads it: the processor keeps what it has,
 * finds no more events, and looks again. An error would end Axon's coordinator for good; an exception makes it let go of
 * everything and wait up to a minute. After a failure the source is asked again after a pause that grows to five seconds.
 */
final class WatchedSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    private static final long FIRST_PAUSE = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

    private final StreamableMessageSource<TrackedEventMessage<?>> source;
    private final Observer observer;

    WatchedSource(StreamableMessageSource<TrackedEventMessage<?>> source, Observer observer) {
        this.source = source;
        this.observer = observer;
    }

    /** Is told of each failure. */
    interface Observer {
        /** @param position that should have been read */
        void failed(long position, Throwable failure);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
        return new WatchedStream(
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

    /** Used by one thread at a time, as its interface demands. */
    private final class WatchedStream implements BlockingStream<TrackedEventMessage<?>> {
        private final BlockingStream<TrackedEventMessage<?>> stream;
        private long position;
        private long pause;
        private long askAgain = System.nanoTime();

        private WatchedStream(BlockingStream<TrackedEventMessage<?>> stream, long position) {
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
                TimeUnit.NANOSECONDS.sleep(Math.min(unit.toNanos(timeout), Math.max(0, askAgain - System.nanoTime())));
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
            return pause > 0 && System.nanoTime() - askAgain < 0;
        }

        private void failed(Throwable failure) {
            pause = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, 2 * pause));
            askAgain = System.nanoTime() + pause;
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
