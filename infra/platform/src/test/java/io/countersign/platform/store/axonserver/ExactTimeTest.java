package io.countersign.platform.store.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

class ExactTimeTest {
    private static final MetaData WRITTEN = MetaData.with("user_id", "u-1");
    private static final Instant TIME = Instant.parse("2026-01-05T10:11:12.123456Z");
    private static final Instant STORED = Instant.ofEpochMilli(TIME.toEpochMilli());

    @Test
    void microseconds_come_back() {
        assertThat(ExactTime.of(STORED, ExactTime.in(WRITTEN, TIME)))
                .isEqualTo(TIME)
                .isNotEqualTo(STORED);
    }

    @Test
    void the_entry_is_a_text_that_a_person_can_read() {
        assertThat(ExactTime.in(WRITTEN, TIME)).containsEntry("exact_time", "2026-01-05T10:11:12.123456Z");
    }

    @Test
    void the_metadata_comes_back_without_it() {
        assertThat(ExactTime.without(ExactTime.in(WRITTEN, TIME))).isEqualTo(WRITTEN);
    }

    @Test
    void without_an_entry_the_stored_time_counts() {
        assertThat(ExactTime.of(STORED, WRITTEN)).isEqualTo(STORED);
        assertThat(ExactTime.without(WRITTEN)).isEqualTo(WRITTEN);
    }
}
