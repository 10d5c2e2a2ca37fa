package io.countersign.query.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomationRatingTest {
    @ParameterizedTest
    @CsvSource({"1, GOOD", "0.85, GOOD", "0.849999, FAIR", "0.70, FAIR", "0.699999, POOR", "0, POOR"})
    void follows_from_the_automation_rate(BigDecimal rate, AutomationRating standing) {
        assertThat(AutomationRating.of(rate, 30)).isEqualTo(standing);
    }

    @Test
    void needs_decisions() {
        assertThat(AutomationRating.of(null, 0)).isNull();
        assertThat(AutomationRating.of(BigDecimal.ONE, 29)).isNull();
    }
}
