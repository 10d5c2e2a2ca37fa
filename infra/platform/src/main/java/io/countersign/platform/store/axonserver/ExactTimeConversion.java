package io.countersign.platform.store.axonserver;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.LazyDeserializingObject;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;

/** Adds the exact time to the metadata of events that are published, and removes it from events that are read. */
final class ExactTimeConversion implements MessageDispatchInterceptor<EventMessage<?>>, EventUpcaster {
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        return (index, event) -> event.withMetaData(ExactTime.in(event.getMetaData(), event.getTimestamp()));
    }

    @Override
    public Stream<IntermediateEventRepresentation> upcast(Stream<IntermediateEventRepresentation> events) {
        return events.map(Exact::new);
    }

    private record Exact(IntermediateEventRepresentation stored) implements IntermediateEventRepresentation {
        @Override
        public Instant getTimestamp() {
            return ExactTime.of(stored.getTimestamp(), stored.getMetaData().getObject());
        }

        @Override
        public LazyDeserializingObject<MetaData> getMetaData() {
            return new LazyDeserializingObject<>(
                    ExactTime.without(stored.getMetaData().getObject()));
        }

        @Override
        public <T> IntermediateEventRepresentation upcast(
                SerializedType type, Class<T> form, Function<T, T> payload, Function<MetaData, MetaData> metaData) {
            return new Exact(stored.upcast(type, form, payload, metaData));
        }

        @Override
        public SerializedType getType() {
            return stored.getType();
        }

        @Override
        public SerializedObject<?> getData() {
            return stored.getData();
        }

        @Override
        public <D> SerializedObject<D> getData(Class<D> form) {
            return stored.getData(form);
        }

        @Override
        public Class<?> getContentType() {
            return stored.getContentType();
        }

        @Override
        public boolean canConvertDataTo(Class<?> form) {
            return stored.canConvertDataTo(form);
        }

        @Override
        public String getMessageIdentifier() {
            return stored.getMessageIdentifier();
        }

        @Override
        public Optional<String> getAggregateType() {
            return stored.getAggregateType();
        }

        @Override
        public Optional<String> getAggregateIdentifier() {
            return stored.getAggregateIdentifier();
        }

        @Override
        public Optional<Long> getSequenceNumber() {
            return stored.getSequenceNumber();
        }

        @Override
        public Optional<TrackingToken> getTrackingToken() {
            return stored.getTrackingToken();
        }
    }
}
