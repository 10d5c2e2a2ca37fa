package io.countersign.query.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    @ParameterizedTest
    @CsvSource({"1, GOOD", "0.85, GOOD", "0.849999, FAIR", "0.70, FAIR", "0.699999, POOR", "0, POOR"})
    void follows_from_the_automation_rate(BigDecimal rate, Standing standing) {
        assertThat(Standing.of(rate, 30)).isEqualTo(standing);
    }

    @Test
    void needs_decisions() {
        assertThat(Standing.of(null, 0)).isNull();
        assertThat(Standing.of(BigDecimal.ONE, 29)).isNull();
    }
}
