package io.countersign.mover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventComparisonTest {
    private final MetaDataConversion metaData = new MetaDataConversion();
    private final EventComparison comparison = new EventComparison(metaData);

    @Test
    void what_was_moved_is_the_same() throws MoveFailure {
        assertThat(between(SomeEvents.signedIn(), 6, event -> event)).isEmpty();
        assertThat(between(SomeEvents.withoutTypeAndRevision(), 6, event -> event))
                .isEmpty();
        assertThat(between(SomeEvents.withMetaData(null), 6, event -> event)).isEmpty();
        assertThat(between(SomeEvents.withMetaData("{ \"b\": null, \"a\": [1, {\"x\": true}] }"), 6, event -> event))
                .isEmpty();
    }

    @Test
    void another_place_differs() throws MoveFailure {
        assertThat(between(SomeEvents.signedIn(), 7, event -> event)).contains(new Difference(7, "index", "6", "7"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void a_changed_field_differs(String field, UnaryOperator<Event.Builder> change) throws MoveFailure {
        assertThat(between(SomeEvents.signedIn(), 6, change))
                .map(Difference::field)
                .contains(field);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("event identifier", event -> event.setMessageIdentifier("e-8")),
                change("aggregate identifier", event -> event.setAggregateIdentifier("u-2")),
                change("sequence number", event -> event.setAggregateSequenceNumber(4)),
                change("aggregate type", event -> event.setAggregateType("")),
                change("time", event -> event.putMetaData("exact_time", text("2026-01-05T10:11:12.123457Z"))),
                change("time", event -> event.removeMetaData("exact_time")),
                change("milliseconds", event -> event.setTimestamp(event.getTimestamp() + 1)),
                change(
                        "payload type",
                        event -> event.setPayload(event.getPayload().toBuilder().setType("Other"))),
                change(
                        "payload revision",
                        event -> event.setPayload(event.getPayload().toBuilder().setRevision(""))),
                change(
                        "payload",
                        event -> event.setPayload(event.getPayload().toBuilder()
                                .setData(ByteString.copyFromUtf8("{\"userId\":\"Zoe\"}")))),
                change("metadata", event -> event.putMetaData("user_id", text("u-2"))),
                change("metadata", event -> event.putMetaData("more", text("more"))),
                change("metadata", event -> event.removeMetaData("user_id")),
                change("whether it is a snapshot", event -> event.setSnapshot(true)));
    }

    private static Arguments change(String field, UnaryOperator<Event.Builder> change) {
        return Arguments.of(field, change);
    }

    private static MetaDataValue text(String text) {
        return MetaDataValue.newBuilder().setTextValue(text).build();
    }

    @Test
    void bytes_are_told_by_the_first_that_differs() throws MoveFailure {
        UnaryOperator<Event.Builder> shorter =
                event -> event.setPayload(event.getPayload().toBuilder().setData(ByteString.copyFromUtf8("{")));
        assertThat(between(SomeEvents.signedIn(), 6, shorter).map(Difference::toString))
                .contains(
                        "position 7, payload: 0x22 at byte 1 of 17 in PostgreSQL, the end at byte 1 of 1 in Axon Server");
    }

    private Optional<Difference> between(StoredEvent stored, long index, UnaryOperator<Event.Builder> change)
            throws MoveFailure {
        Event moved = change.apply(new AxonServerEventFormat(metaData).of(stored).toBuilder())
                .build();
        return comparison.between(
                stored,
                EventWithToken.newBuilder().setToken(index).setEvent(moved).build());
    }
}
