package io.countersign.platform.store.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.countersign.events.EventJson;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.axonserver.connector.event.axon.GrpcMetaDataAwareSerializer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;

class ExactTimeConversionTest {
    private static final Instant TIME = Instant.parse("2026-01-05T10:11:12.123456Z");
    private static final Instant STORED = Instant.ofEpochMilli(TIME.toEpochMilli());
    private static final Serializer JSON = new GrpcMetaDataAwareSerializer(Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(EventJson::configure)
            .build());

    private final ExactTimeConversion times = new ExactTimeConversion();

    @Test
    void go_with_an_event_that_is_sent() {
        EventMessage<?> event = new GenericDomainEventMessage<>(
                "Thing", "t-1", 0, "made", MetaData.with("user_id", "u-1"), "e-1", TIME);

        EventMessage<?> sent = times.handle(List.of(event)).apply(0, event);

        assertThat(sent.getMetaData()).containsEntry("user_id", "u-1").containsEntry(ExactTime.KEY, TIME.toString());
        assertThat(sent.getTimestamp()).isEqualTo(TIME);
    }

    @Test
    void are_those_of_an_event_that_is_read_and_leave_no_entry() {
        DomainEventMessage<?> read = read(stored().putMetaData(ExactTime.KEY, text(TIME.toString())));

        assertThat(read.getTimestamp()).isEqualTo(TIME);
        assertThat(read.getMetaData()).isEqualTo(MetaData.with("user_id", "u-1"));
        assertThat(read.getPayload()).isEqualTo("made");
    }

    @Test
    void are_the_stored_ones_where_there_is_no_entry() {
        DomainEventMessage<?> read = read(stored());

        assertThat(read.getTimestamp()).isEqualTo(STORED);
        assertThat(read.getMetaData()).isEqualTo(MetaData.with("user_id", "u-1"));
    }

    private DomainEventMessage<?> read(Event.Builder stored) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(
                        Stream.of(new GrpcBackedDomainEventData(stored.build())), JSON, times)
                .next();
    }

    private static Event.Builder stored() {
        return Event.newBuilder()
                .setMessageIdentifier("e-1")
                .setAggregateIdentifier("t-1")
                .setAggregateType("Thing")
                .setTimestamp(STORED.toEpochMilli())
                .setPayload(SerializedObject.newBuilder()
                        .setType(String.class.getName())
                        .setData(ByteString.copyFromUtf8("\"made\"")))
                .putMetaData("user_id", text("u-1"));
    }

    private static MetaDataValue text(String value) {
        return MetaDataValue.newBuilder().setTextValue(value).build();
    }
}
