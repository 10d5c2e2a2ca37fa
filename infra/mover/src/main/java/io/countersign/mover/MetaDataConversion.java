package io.countersign.mover;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.countersign.events.EventJson;
import io.countersign.platform.store.axonserver.ExactTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Converts metadata between its two formats: a JSON object in PostgreSQL and typed entries in Axon Server. */
final class MetaDataConversion {
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private final JsonMapper json = EventJson.mapper();
    private final Serializer serializer = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(EventJson::configure)
            .build();
    private final GrpcMetaDataConverter converter = new GrpcMetaDataConverter(serializer);

    /** The entries for Axon Server, including the exact time. */
    Map<String, MetaDataValue> entries(byte[] stored, Instant time) {
        MetaData metaData = serializer.deserialize(new SerializedMetaData<>(orEmpty(stored), byte[].class));
        Map<String, MetaDataValue> entries = new LinkedHashMap<>();
        ExactTime.in(metaData, time).forEach((key, value) -> entries.put(key, converter.convertToMetaDataValue(value)));
        return entries;
    }

    /** The metadata that the program reads from the entries. */
    MetaData read(Map<String, MetaDataValue> entries) {
        return converter.convert(entries);
    }

    JsonNode tree(byte[] stored) {
        return json.readTree(orEmpty(stored));
    }

    /** The JSON that PostgreSQL would store for the metadata that the program reads. */
    JsonNode tree(MetaData read) {
        return json.readTree(
                serializer.serialize(ExactTime.without(read), byte[].class).getData());
    }

    private static byte[] orEmpty(byte[] stored) {
        return stored == null ? EMPTY : stored;
    }
}
