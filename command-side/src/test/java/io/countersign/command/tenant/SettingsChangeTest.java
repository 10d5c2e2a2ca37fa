package io.countersign.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.platform.web.FieldError;
import io.countersign.policy.Settings;
import io.countersign.policy.Tier;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsChangeTest {
    private static final SettingsChange NOTHING = new SettingsChange(null, null, null, null);

    private static List<String> faults(String threshold, String cap, Integer labels) {
        return new SettingsChange(
                        null,
                        threshold == null ? null : new BigDecimal(threshold),
                        cap == null ? null : new BigDecimal(cap),
                        labels)
                .faults().stream().map(FieldError::field).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.80", "0.8", "0.9255", "0.98", "0.98000000"})
    void a_threshold_within_its_limits_is_sound(String threshold) {
        assertThat(faults(threshold, null, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.7999", "0.9801", "0", "-0.9", "1", "0.92555", "9e-1000", "1e1000"})
    void a_threshold_beyond_them_or_too_fine_is_not(String threshold) {
        assertThat(faults(threshold, null, null)).containsExactly("autopost_threshold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "10000", "10000.00", "1e4"})
    void a_cap_within_its_limits_is_sound(String cap) {
        assertThat(faults(null, cap, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "10000.01", "5.001", "1e5"})
    void a_cap_beyond_them_or_too_fine_is_not(String cap) {
        assertThat(faults(null, cap, null)).containsExactly("llm_tenant_cap_usd");
    }

    @ParameterizedTest
    @CsvSource({"0,true", "100,true", "-1,false", "101,false"})
    void labels_are_0_to_100(int labels, boolean sound) {
        assertThat(faults(null, null, labels).isEmpty()).isEqualTo(sound);
    }

    @Test
    void nothing_named_changes_nothing() {
        Settings settings = Tier.FIRM.defaults();

        assertThat(NOTHING.faults()).isEmpty();
        assertThat(NOTHING.appliedTo(settings)).isEqualTo(settings);
    }

    @Test
    void false_and_zero_are_values_too() {
        Settings after = new SettingsChange(false, null, BigDecimal.ZERO, 0).appliedTo(Tier.FIRM.defaults());

        assertThat(after).isEqualTo(new Settings(false, new BigDecimal("0.95"), BigDecimal.ZERO, 0));
    }
}
