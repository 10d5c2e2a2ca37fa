package io.countersign.platform.store;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.axonserver.connector.event.axon.GrpcMetaDataAwareSerializer;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/**
 * Axon Server's events in the one order: its global sequence, which begins at 0, plus one. A stream that has been read to
 * some position is kept, as whoever follows the end goes on from there.
 */
final class AxonServerEvents implements OrderedEvents {
    /** As long as nothing comes for so long, the server counts as away. */
    private static final long PATIENCE_SECONDS = 5;

    private static final int KEPT = 3;
    private static final int AHEAD = OrderedPages.SIZE;

    private final AxonServerConnectionManager connections;
    private final OneOrder order;
    private final EventDecoder decoder;
    private final ConcurrentSkipListMap<Long, EventStream> kept = new ConcurrentSkipListMap<>();

    AxonServerEvents(
            AxonServerConnectionManager connections, OneOrder order, Serializer serializer, EventUpcaster upcasters) {
        this.connections = connections;
        this.order = order;
        this.decoder = new EventDecoder(new GrpcMetaDataAwareSerializer(serializer), upcasters, this::whole);
    }

    /** The newest position that there is; 0 before the first event. */
    long head() {
        return positionAfter(channel().getLastToken());
    }

    /** The events after a position as they come. */
    EventStream open(long position, int ahead) {
        return channel().openStream(position - 1, ahead, Math.max(1, ahead / 4));
    }

    static long position(EventWithToken event) {
        return event.getToken() + 1;
    }

    @Override
    public EventPage readAfter(long position, int limit) {
        int count = (int) Math.min(limit, order.head() - position);
        if (count <= 0) {
            return new EventPage(List.of(), 0);
        }
        EventStream stream = kept.remove(position);
        if (stream == null || stream.isClosed()) {
            stream = open(position, Math.min(AHEAD, Math.max(16, count)));
        }
        try {
            List<TrackedEventData<?>> read = read(stream, count);
            keep(position + read.size(), stream);
            return decoder.decode(position, read);
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private TrackedEventData<?> whole(long position) {
        try (EventStream stream = open(position - 1, 1)) {
            TrackedEventData<?> event = read(stream, 1).get(0);
            if (event.trackingToken().position().orElseThrow() != position) {
                throw UnreadableEvent.missing(position);
            }
            return event;
        }
    }

    /** So many events, or fewer if they reach the bytes of a page. */
    private static List<TrackedEventData<?>> read(EventStream stream, int count) {
        List<TrackedEventData<?>> events = new ArrayList<>(Math.min(count, EventPage.MOST_EVENTS));
        for (long bytes = 0; events.size() < count && bytes < EventPage.MOST_BYTES; ) {
            EventWithToken next = next(stream);
            TrackedEventData<?> event = new TrackedDomainEventData<>(
                    new GlobalSequenceTrackingToken(position(next)), new GrpcBackedDomainEventData(next.getEvent()));
            events.add(event);
            bytes += EventDecoder.length(event);
        }
        return events;
    }

    private static EventWithToken next(EventStream stream) {
        try {
            EventWithToken next = stream.nextIfAvailable(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new StoreAway("No events come", stream.getError().orElse(null));
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAway("Interrupted while reading events", e);
        }
    }

    private void keep(long position, EventStream stream) {
        EventStream other = kept.put(position, stream);
        if (other != null) {
            other.close();
        }
        while (kept.size() > KEPT) {
            Map.Entry<Long, EventStream> furthestBehind = kept.pollFirstEntry();
            if (furthestBehind != null) {
                furthestBehind.getValue().close();
            }
        }
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(head());
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return new GlobalSequenceTrackingToken(positionAfter(channel().getTokenAt(time.toEpochMilli())));
    }

    private EventChannel channel() {
        return connections.getConnection().eventChannel();
    }

    private static long positionAfter(CompletableFuture<Long> token) {
        try {
            Long index = token.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return index == null ? 0 : Math.max(0, index + 1);
        } catch (ExecutionException e) {
            throw new StoreAway("Can't ask Axon Server for a position", e.getCause());
        } catch (TimeoutException e) {
            throw new StoreAway("Axon Server doesn't answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAway("Interrupted while asking Axon Server", e);
        }
    }
}
