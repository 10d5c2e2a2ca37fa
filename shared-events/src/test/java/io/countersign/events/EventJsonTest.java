package io.countersign.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {
    private final JsonMapper json = EventJson.mapper();

    record Sample(String text, BigDecimal number) {}

    @Test
    void decimals_are_written_plain_at_any_size() {
        BigDecimal[] numbers = {new BigDecimal("1E+3"), new BigDecimal("1E-7"), new BigDecimal("0.950")};

        assertThat(json.writeValueAsString(numbers)).isEqualTo("[1000,0.0000001,0.950]");
    }

    @Test
    void nothing_is_left_out_but_null() {
        assertThat(json.writeValueAsString(new Sample(null, null))).isEqualTo("{}");
        assertThat(json.writeValueAsString(new Sample("", BigDecimal.ZERO))).isEqualTo("{\"text\":\"\",\"number\":0}");
    }

    @Test
    void dates_and_times_are_text() {
        assertThat(json.writeValueAsString(LocalDate.of(2026, 3, 1))).isEqualTo("\"2026-03-01\"");
        assertThat(json.writeValueAsString(Instant.parse("2026-03-01T00:00:00.000001Z")))
                .isEqualTo("\"2026-03-01T00:00:00.000001Z\"");
    }

    @Test
    void maps_are_in_the_order_of_their_keys() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", 2);

        assertThat(json.writeValueAsString(map)).isEqualTo("{\"a\":2,\"b\":1}");
    }

    @Test
    void a_tree_holds_decimals_to_their_last_digit() {
        assertThat(json.readTree("123456789012345.6789").decimalValue()).isEqualTo("123456789012345.6789");
    }

    @Test
    void a_field_that_a_record_does_not_know_is_ignored() {
        assertThat(json.readValue("{\"text\":\"a\",\"later\":[1]}", Sample.class))
                .isEqualTo(new Sample("a", null));
    }
}
