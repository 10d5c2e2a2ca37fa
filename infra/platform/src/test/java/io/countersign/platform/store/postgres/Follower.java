package io.countersign.platform.store.postgres;

import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.OrderedEventSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Reads a source as a projection does, from a position on, and notes what it sees. */
final class Follower implements AutoCloseable {
    /** In the order in which they were seen. */
    final List<Seen> seen = new CopyOnWriteArrayList<>();

    private final Thread thread;
    private volatile boolean stopped;

    Follower(OrderedEventSource source, long position) {
        thread = new Thread(() -> follow(source, position), "follower");
        thread.start();
    }

    private void follow(OrderedEventSource source, long position) {
        try (BlockingStream<TrackedEventMessage<?>> stream =
                source.openStream(new GlobalSequenceTrackingToken(position))) {
            while (!stopped) {
                if (stream.hasNextAvailable(50, TimeUnit.MILLISECONDS)) {
                    seen.add(Seen.of(stream.nextAvailable()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> identifiers() {
        return seen.stream().map(Seen::identifier).toList();
    }

    List<Long> positions() {
        return seen.stream().map(Seen::position).toList();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    record Seen(long position, String identifier) {
        static Seen of(TrackedEventMessage<?> event) {
            return new Seen(EventPositions.of(event.trackingToken()), event.getIdentifier());
        }
    }
}
