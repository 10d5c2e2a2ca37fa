package io.countersign.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How events are written and read, in production and in the contract tests alike: components that are null are left
 * out, decimals are plain and never pass through binary floats, dates are ISO-8601 strings, maps are ordered by their
 * keys. Fields that a record doesn't know are ignored, so that a reader may be older than the writer.
 */
public final class EventJson {
    private EventJson() {}

    public static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        configure(builder);
        return builder.build();
    }

    /** For builders that others make, such as the serializer's. */
    public static void configure(JsonMapper.Builder builder) {
        builder.changeDefaultPropertyInclusion(none -> none.withValueInclusion(JsonInclude.Include.NON_NULL))
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                // Upcasters see events as trees, whose decimals would be doubles without this.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
