package io.countersign.mover;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.countersign.platform.store.axonserver.ExactTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;

/** Compares one event field by field, as the program reads it from each store. */
final class EventComparison {
    private static final int SHOWN = 120;

    private final MetaDataConversion metaData;

    EventComparison(MetaDataConversion metaData) {
        this.metaData = metaData;
    }

    Optional<Difference> between(StoredEvent stored, EventWithToken moved) {
        Event event = moved.getEvent();
        GrpcBackedDomainEventData data = new GrpcBackedDomainEventData(event);
        SerializedObject<byte[]> payload = data.getPayload();
        MetaData entries = metaData.read(event.getMetaDataMap());
        Fields fields = new Fields(stored.position());
        fields.compare("index", stored.position() - 1, moved.getToken());
        fields.compare("event identifier", stored.identifier(), data.getEventIdentifier());
        fields.compare("aggregate identifier", stored.aggregate(), data.getAggregateIdentifier());
        fields.compare("sequence number", stored.number(), data.getSequenceNumber());
        fields.compare("aggregate type", stored.type(), data.getType());
        fields.compare("time", stored.time(), ExactTime.of(data.getTimestamp(), entries));
        fields.compare("milliseconds", stored.time().toEpochMilli(), event.getTimestamp());
        fields.compare("payload type", stored.payloadType(), payload.getType().getName());
        fields.compare("payload revision", stored.revision(), payload.getType().getRevision());
        fields.compareBytes("payload", stored.payload(), payload.getData());
        fields.compare("metadata", metaData.tree(stored.metaData()), metaData.tree(entries));
        fields.compare("whether it is a snapshot", false, data.isSnapshot());
        return fields.first();
    }

    /** Keeps the first difference. */
    private static final class Fields {
        private final long position;
        private Difference first;

        private Fields(long position) {
            this.position = position;
        }

        private <T> void compare(String field, T stored, T moved) {
            if (first == null && !Objects.equals(stored, moved)) {
                first = new Difference(position, field, shown(stored), shown(moved));
            }
        }

        private void compareBytes(String field, byte[] stored, byte[] moved) {
            int at = Arrays.mismatch(stored, moved);
            if (first == null && at >= 0) {
                first = new Difference(position, field, bytes(stored, at), bytes(moved, at));
            }
        }

        private Optional<Difference> first() {
            return Optional.ofNullable(first);
        }

        private static String shown(Object value) {
            String text = value == null ? "none" : value.toString();
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        }

        private static String bytes(byte[] bytes, int at) {
            return "%s at byte %s of %s"
                    .formatted(
                            at == bytes.length ? "the end" : String.format(Locale.ROOT, "0x%02x", bytes[at]),
                            at,
                            bytes.length);
        }
    }
}
