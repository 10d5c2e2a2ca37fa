package io.countersign.mover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.event.Event;
import io.countersign.events.EventJson;
import io.countersign.events.user.UserSignedIn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.axonserver.connector.event.axon.GrpcMetaDataAwareSerializer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxonServerEventFormatTest {
    private final AxonServerEventFormat form = new AxonServerEventFormat(new MetaDataConversion());

    @Nested
    class an_event {
        @Test
        void keeps_everything_as_it_is() throws MoveFailure {
            Event event = form.of(SomeEvents.signedIn());
            assertThat(event.getMessageIdentifier()).isEqualTo("e-7");
            assertThat(event.getAggregateIdentifier()).isEqualTo("u-1");
            assertThat(event.getAggregateSequenceNumber()).isEqualTo(3);
            assertThat(event.getAggregateType()).isEqualTo("User");
            assertThat(event.getTimestamp()).isEqualTo(SomeEvents.TIME.toEpochMilli());
            assertThat(event.getPayload().getType()).isEqualTo(SomeEvents.TYPE);
            assertThat(event.getPayload().getRevision()).isEqualTo("1");
            assertThat(event.getPayload().getData().toByteArray())
                    .isEqualTo(SomeEvents.signedIn().payload());
            assertThat(event.getSnapshot()).isFalse();
        }

        @Test
        void has_no_revision_and_no_type_where_there_was_none() throws MoveFailure {
            GrpcBackedDomainEventData data =
                    new GrpcBackedDomainEventData(form.of(SomeEvents.withoutTypeAndRevision()));
            assertThat(data.getType()).isNull();
            assertThat(data.getPayload().getType().getRevision()).isNull();
            assertThat(data.getAggregateIdentifier()).isEqualTo("e-7");
        }

        @Test
        void is_what_the_program_reads() throws MoveFailure {
            DomainEventMessage<?> read = asTheProgramReads(form.of(SomeEvents.signedIn()));
            assertThat(read.getPayload()).isEqualTo(new UserSignedIn("Zoë"));
            assertThat(read.getMetaData())
                    .isEqualTo(Map.of(
                            "user_id",
                            "u-1",
                            "correlation_id",
                            "Größe ✓ 𝄞",
                            "exact_time",
                            "2026-01-05T10:11:12.123456Z"));
        }
    }

    @Nested
    class metadata {
        @Test
        void has_the_types_that_axon_gives_it() throws MoveFailure {
            Map<String, MetaDataValue> entries =
                    entries("{\"text\":\"t\",\"number\":5,\"yes\":true,\"list\":[1,\"two\"]}");
            assertThat(entries.get("text").getTextValue()).isEqualTo("t");
            assertThat(entries.get("number").getNumberValue()).isEqualTo(5);
            assertThat(entries.get("yes").getBooleanValue()).isTrue();
            assertThat(entries.get("list").getBytesValue().getData().toStringUtf8())
                    .isEqualTo("[1,\"two\"]");
            assertThat(asTheProgramReads(form.of(SomeEvents.withMetaData("{\"list\":[1,\"two\"]}")))
                            .getMetaData())
                    .containsEntry("list", List.of(1, "two"));
        }

        @Test
        void has_the_exact_time_always() throws MoveFailure {
            assertThat(entries(null)).containsOnlyKeys("exact_time");
            assertThat(entries("{}").get("exact_time").getTextValue()).isEqualTo("2026-01-05T10:11:12.123456Z");
        }

        /** The connector would cut them off without a word. */
        @ParameterizedTest
        @ValueSource(strings = {"{\"share\":0.5}", "{\"count\":9223372036854775808}", "{\"exact_time\":\"mine\"}"})
        void is_refused_if_it_would_not_come_back(String json) {
            assertThatThrownBy(() -> form.of(SomeEvents.withMetaData(json)))
                    .isInstanceOf(MoveFailure.class)
                    .hasMessageContaining(
                            "The event at position 7 (io.countersign.events.user.UserSignedIn, number 3 of u-1)")
                    .hasMessageContaining("can't keep");
        }

        @Test
        void is_refused_if_it_is_no_json() {
            assertThatThrownBy(() -> form.of(SomeEvents.withMetaData("{\"user")))
                    .isInstanceOf(MoveFailure.class)
                    .hasMessageContaining("position 7")
                    .hasMessageContaining("can't be read");
        }

        private Map<String, MetaDataValue> entries(String json) throws MoveFailure {
            return form.of(SomeEvents.withMetaData(json)).getMetaDataMap();
        }
    }

    private static DomainEventMessage<?> asTheProgramReads(Event event) {
        var serializer = new GrpcMetaDataAwareSerializer(Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(EventJson::configure)
                .build());
        return EventStreamUtils.upcastAndDeserializeDomainEvents(
                        Stream.of(new GrpcBackedDomainEventData(event)), serializer, NoOpEventUpcaster.INSTANCE)
                .next();
    }
}
