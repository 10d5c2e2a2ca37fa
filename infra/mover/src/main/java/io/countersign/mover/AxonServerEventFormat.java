package io.countersign.mover;

import com.google.protobuf.UnsafeByteOperations;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Converts stored events to the messages that Axon's connector would send to Axon Server, plus the exact time. */
final class AxonServerEventFormat {
    private final MetaDataConversion metaData;

    AxonServerEventFormat(MetaDataConversion metaData) {
        this.metaData = metaData;
    }

    Event of(StoredEvent event) throws MoveFailure {
        return Event.newBuilder()
                .setMessageIdentifier(event.identifier())
                .setAggregateIdentifier(event.aggregate())
                .setAggregateSequenceNumber(event.number())
                .setAggregateType(orEmpty(event.type()))
                .setTimestamp(event.time().toEpochMilli())
                .setPayload(SerializedObject.newBuilder()
                        .setType(event.payloadType())
                        .setRevision(orEmpty(event.revision()))
                        .setData(UnsafeByteOperations.unsafeWrap(event.payload())))
                .putAllMetaData(entries(event))
                .build();
    }

    private Map<String, MetaDataValue> entries(StoredEvent event) throws MoveFailure {
        try {
            Map<String, MetaDataValue> entries = metaData.entries(event.metaData(), event.time());
            JsonNode before = metaData.tree(event.metaData());
            JsonNode after = metaData.tree(metaData.read(entries));
            if (!before.equals(after)) {
                throw new MoveFailure("%s has metadata that Axon Server can't keep: %s would become %s."
                        .formatted(event.name(), before, after));
            }
            return entries;
        } catch (JacksonException | org.axonframework.serialization.SerializationException e) {
            throw new MoveFailure("%s has metadata that can't be read: %s".formatted(event.name(), e.getMessage()), e);
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
