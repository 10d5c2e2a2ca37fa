package io.countersign.platform.store;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;

/**
 * A message whose payload, such as all rules of a book, is too large to keep many in memory. The payload is read on demand,
 * one at a time, and kept by a soft reference.
 */
final class LargePayload implements Message<Object> {
    private final String identifier;
    private final Class<Object> type;
    private final MetaData metaData;
    private final transient Source source;

    private LargePayload(String identifier, Class<Object> type, MetaData metaData, Source source) {
        this.identifier = identifier;
        this.type = type;
        this.metaData = metaData;
        this.source = source;
    }

    /** @param oneAtATime held by everyone who reads a large payload */
    @SuppressWarnings("unchecked")
    static LargePayload of(String identifier, Class<?> type, MetaData metaData, Object oneAtATime, Supplier<?> reader) {
        return new LargePayload(identifier, (Class<Object>) type, metaData, new Source(oneAtATime, reader));
    }

    private static final class Source {
        private final Object oneAtATime;
        private final Supplier<?> reader;
        private SoftReference<Object> remembered = new SoftReference<>(null);

        private Source(Object oneAtATime, Supplier<?> reader) {
            this.oneAtATime = oneAtATime;
            this.reader = reader;
        }

        private Object read() {
            synchronized (oneAtATime) {
                Object payload = remembered.get();
                if (payload == null) {
                    payload = reader.get();
                    remembered = new SoftReference<>(payload);
                }
                return payload;
            }
        }
    }

    @Override
    public String getIdentifier() {
        return identifier;
    }

    @Override
    public MetaData getMetaData() {
        return metaData;
    }

    @Override
    public Object getPayload() {
        return source.read();
    }

    @Override
    public Class<Object> getPayloadType() {
        return type;
    }

    @Override
    public Message<Object> withMetaData(Map<String, ?> other) {
        return new LargePayload(identifier, type, MetaData.from(other), source);
    }

    @Override
    public Message<Object> andMetaData(Map<String, ?> more) {
        return new LargePayload(identifier, type, metaData.mergedWith(more), source);
    }
}
