package io.countersign.mover;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.event.Event;
import org.junit.jupiter.api.Test;

class AppendBatchTest {
    private final AxonServerEventFormat form = new AxonServerEventFormat(new MetaDataConversion());

    @Test
    void takes_so_many_events() throws MoveFailure {
        AppendBatch batch = new AppendBatch(2);
        batch.add(event(10));
        assertThat(batch.hasRoomFor(event(10))).isTrue();
        batch.add(event(10));
        assertThat(batch.hasRoomFor(event(10))).isFalse();
        assertThat(batch.events()).hasSize(2);
    }

    @Test
    void takes_about_a_megabyte() throws MoveFailure {
        AppendBatch batch = new AppendBatch(500);
        batch.add(event(700_000));
        assertThat(batch.hasRoomFor(event(300_000))).isTrue();
        assertThat(batch.hasRoomFor(event(400_000))).isFalse();
    }

    @Test
    void takes_a_larger_event_alone() throws MoveFailure {
        AppendBatch batch = new AppendBatch(500);
        assertThat(batch.hasRoomFor(event(2_000_000))).isTrue();
        batch.add(event(2_000_000));
        assertThat(batch.hasRoomFor(event(10))).isFalse();
    }

    private Event event(int bytes) throws MoveFailure {
        return form.of(SomeEvents.withPayload(new byte[bytes]));
    }
}
