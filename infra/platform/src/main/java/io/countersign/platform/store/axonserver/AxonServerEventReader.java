package io.countersign.platform.store.axonserver;

import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.countersign.platform.store.EventDecoder;
import io.countersign.platform.store.EventPage;
import io.countersign.platform.store.OrderHead;
import io.countersign.platform.store.OrderedEventReader;
import io.countersign.platform.store.StoreUnavailable;
import io.countersign.platform.store.UnreadableEvent;
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
 * Reads events from Axon Server. An event's position is its global index, which starts at 0, plus one. The last
 * {@value #KEPT} streams stay open: a reader that follows the end continues on its stream instead of opening a new one.
 */
final class AxonServerEventReader implements OrderedEventReader {
    /** After this time without an answer, the server counts as unavailable. */
    private static final long PATIENCE_SECONDS = 5;

    private static final int KEPT = 3;
    private static final int AHEAD = EventPage.MOST_EVENTS;

    private final AxonServerConnectionManager connections;
    private final OrderHead order;
    private final EventDecoder decoder;
    private final ConcurrentSkipListMap<Long, EventStream> kept = new ConcurrentSkipListMap<>();

    AxonServerEventReader(
            AxonServerConnectionManager connections, OrderHead order, Serializer serializer, EventUpcaster upcasters) {
        this.connections = connections;
        this.order = order;
        this.decoder = new EventDecoder(new GrpcMetaDataAwareSerializer(serializer), upcasters, this::whole);
    }

    /** The newest position; 0 before the first event. */
    long head() {
        return positionAfter(channel().getLastToken());
    }

    /** A stream of the events after a position; it waits for events that come later. */
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

    /** Reads a number of events, or fewer if they fill a page. */
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
                throw new StoreUnavailable("No events come", stream.getError().orElse(null));
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while reading events", e);
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
            throw new StoreUnavailable("Can't ask Axon Server for a position", e.getCause());
        } catch (TimeoutException e) {
            throw new StoreUnavailable("Axon Server doesn't answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("Interrupted while asking Axon Server", e);
        }
    }
}
