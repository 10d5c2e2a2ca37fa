package io.countersign.platform.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;

/**
 * Decodes stored events when they are read, not when they are handled, so that it is known at which position decoding fails
 * and the bytes needn't be kept. It fails for an unknown type, and for an old revision without an upcaster. A newer revision
 * is accepted, as fields may have been added.
 */
public final class EventDecoder {
    private static final AnnotationRevisionResolver REVISIONS = new AnnotationRevisionResolver();

    private final Serializer serializer;
    private final EventUpcaster upcasters;
    private final LongFunction<TrackedEventData<?>> whole;
    private final Object oneAtATime = new Object();

    /** @param whole reads the event at a position with its payload, however large that is */
    public EventDecoder(Serializer serializer, EventUpcaster upcasters, LongFunction<TrackedEventData<?>> whole) {
        this.serializer = serializer;
        this.upcasters = upcasters;
        this.whole = whole;
    }

    /**
     * The events after a position, up to one that is missing or can't be read.
     *
     * @param stored an empty payload stands for one that was left out since it's large
     * @throws UnreadableEvent if that is the first
     */
    public EventPage decode(long after, List<? extends TrackedEventData<?>> stored) {
        List<TrackedEventMessage<?>> events = new ArrayList<>(stored.size());
        long bytes = 0;
        try {
            for (TrackedEventData<?> event : stored) {
                long expected = after + events.size() + 1;
                if (position(event) != expected) {
                    throw UnreadableEvent.missing(expected);
                }
                events.add(decode(event));
                bytes += isLarge(event) ? 0 : length(event);
            }
        } catch (UnreadableEvent e) {
            if (events.isEmpty()) {
                throw e;
            }
        }
        return new EventPage(Collections.unmodifiableList(events), bytes);
    }

    private TrackedEventMessage<?> decode(TrackedEventData<?> event) {
        try {
            IntermediateEventRepresentation current = upcast(event);
            Class<?> type = type(event, current.getType());
            MetaData metaData = current.getMetaData().getObject();
            Message<?> message = isLarge(event)
                    ? LargePayload.of(
                            event.getEventIdentifier(), type, metaData, oneAtATime, () -> payload(position(event)))
                    : new GenericMessage<>(event.getEventIdentifier(), payload(event, current), metaData);
            DomainEventData<?> domain = (DomainEventData<?>) event;
            Instant time = current.getTimestamp();
            return new GenericTrackedDomainEventMessage<>(
                    event.trackingToken(),
                    domain.getType(),
                    domain.getAggregateIdentifier(),
                    domain.getSequenceNumber(),
                    message,
                    () -> time);
        } catch (UnreadableEvent e) {
            throw e;
        } catch (RuntimeException e) {
            throw unreadable(event, "can't be read: " + reason(e), e);
        }
    }

    /** An upcaster must make exactly one event of each, or positions would mean nothing. */
    private IntermediateEventRepresentation upcast(TrackedEventData<?> event) {
        return upcasters
                .upcast(Stream.of(new InitialEventRepresentation(event, serializer)))
                .findFirst()
                .orElseThrow(() -> unreadable(event, "is dropped by an upcaster", null));
    }

    private Class<?> type(TrackedEventData<?> event, SerializedType current) {
        Class<?> type = serializer.classForType(current);
        if (type == UnknownSerializedType.class) {
            throw unreadable(event, "has a type that this version doesn't know", null);
        }
        String known = REVISIONS.revisionOf(type);
        if (isOlder(current.getRevision(), known)) {
            throw unreadable(
                    event,
                    "has revision %s, and no upcaster brings it to revision %s".formatted(current.getRevision(), known),
                    null);
        }
        return type;
    }

    private static boolean isOlder(String revision, String known) {
        return known != null
                && known.matches("[0-9]{1,9}")
                && (revision == null
                        || revision.matches("[0-9]{1,9}") && Integer.parseInt(revision) < Integer.parseInt(known));
    }

    private Object payload(long position) {
        TrackedEventData<?> event = whole.apply(position);
        try {
            IntermediateEventRepresentation current = upcast(event);
            type(event, current.getType());
            return payload(event, current);
        } catch (UnreadableEvent e) {
            throw e;
        } catch (RuntimeException e) {
            throw unreadable(event, "can't be read: " + reason(e), e);
        }
    }

    private Object payload(TrackedEventData<?> event, IntermediateEventRepresentation current) {
        Object payload = serializer.deserialize(current.getData());
        if (payload == null) {
            throw unreadable(event, "has no payload", null);
        }
        return payload;
    }

    private static UnreadableEvent unreadable(TrackedEventData<?> event, String why, Throwable cause) {
        return UnreadableEvent.at(position(event), event.getPayload().getType().getName(), why, cause);
    }

    /** One line, without what a parser says of where it stood. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return message.lines().findFirst().orElse("");
    }

    static boolean isLarge(TrackedEventData<?> event) {
        int length = length(event);
        return length == 0 || length > EventPage.LARGE;
    }

    public static int length(TrackedEventData<?> event) {
        return ((byte[]) event.getPayload().getData()).length;
    }

    private static long position(TrackedEventData<?> event) {
        return event.trackingToken().position().orElseThrow();
    }
}
