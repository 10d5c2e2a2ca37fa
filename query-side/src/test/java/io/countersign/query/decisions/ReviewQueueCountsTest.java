package io.countersign.query.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewQueueCountsTest {
    private static final List<ReviewQueueCounts.ReasonSet> COUNTED = List.of(
            new ReviewQueueCounts.ReasonSet(List.of("cold_start", "below_threshold"), 30),
            new ReviewQueueCounts.ReasonSet(List.of("cold_start"), 12));

    @Test
    void count_a_decision_for_each_of_its_reasons_and_once_in_all() {
        ReviewQueueCounts counts = ReviewQueueCounts.of(COUNTED, 100);

        assertThat(counts.all()).isEqualTo(42);
        assertThat(counts.byReason()).isEqualTo(Map.of(Reason.COLD_START, 42L, Reason.BELOW_THRESHOLD, 30L));
        assertThat(counts.more()).isFalse();
    }

    @Test
    void say_so_where_counting_stopped() {
        assertThat(ReviewQueueCounts.of(COUNTED, 42).more()).isTrue();
    }
}
