package io.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ParametersTest {
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/things");

    private Parameters given(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.addParameter(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Parameters.of(request);
    }

    private static List<FieldError> errors(Parameters parameters) {
        Refusal refusal = catchThrowableOfType(Refusal.class, parameters::done);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        return refusal.errors();
    }

    @Nested
    class good_parameters {
        @Test
        void are_read_by_their_types() {
            Parameters parameters = given(
                    "name", "Café 1", "tenant_id", "pilot-acme", "reason", "cold_start", "open", "true", "days", "7");
            assertThat(parameters.text("name")).isEqualTo("Café 1");
            assertThat(parameters.value("tenant_id", TenantId::new)).isEqualTo(new TenantId("pilot-acme"));
            assertThat(parameters.constant("reason", Reason.class)).isEqualTo(Reason.COLD_START);
            assertThat(parameters.flag("open")).isTrue();
            assertThat(parameters.integer("days", 30, 1, 90)).isEqualTo(7);
            parameters.done();
        }

        @Test
        void may_be_absent() {
            Parameters parameters = given();
            assertThat(parameters.text("name")).isNull();
            assertThat(parameters.constants("reason", Reason.class)).isEmpty();
            assertThat(parameters.time("from", false)).isNull();
            assertThat(parameters.integer("days", 30, 1, 90)).isEqualTo(30);
            assertThat(parameters.paging()).isEqualTo(new Paging(Long.MAX_VALUE, 50));
            parameters.done();
        }

        @Test
        void of_a_page_may_be_blank_as_forms_send_them() {
            given("name", " ", "reason", "", "reason", "anomaly");
            Parameters parameters = Parameters.ofPage(request);
            assertThat(parameters.text("name")).isNull();
            assertThat(parameters.constants("reason", Reason.class)).containsExactly(Reason.ANOMALY);
            parameters.done();
        }

        @Test
        void may_repeat_where_that_means_something() {
            Parameters parameters = given("reason", "anomaly", "reason", "imbalance", "reason", "anomaly");
            assertThat(parameters.constants("reason", Reason.class)).containsExactly(Reason.ANOMALY, Reason.IMBALANCE);
            parameters.done();
        }
    }

    @Nested
    class times {
        @ParameterizedTest
        @CsvSource({
            "2026-01-31T12:00:00Z,              2026-01-31T12:00:00Z",
            "2026-01-31T12:00:00.123456Z,       2026-01-31T12:00:00.123456Z",
            "2026-01-31T12:00:00.5+02:00,       2026-01-31T10:00:00.500Z",
            "2026-01-31,                        2026-01-31T00:00:00Z",
        })
        void are_instants_or_the_start_of_a_day(String text, Instant expected) {
            assertThat(given("from", text).time("from", false)).isEqualTo(expected);
        }

        @Test
        void reach_to_the_end_of_a_day_where_they_are_an_end() {
            assertThat(given("to", "2024-02-29").time("to", true)).isEqualTo("2024-02-29T23:59:59.999999Z");
            request.removeAllParameters();
            assertThat(given("to", "2024-02-29T00:00:00Z").time("to", true)).isEqualTo("2024-02-29T00:00:00Z");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "yesterday",
                    "2026-02-30",
                    "2026-01-31T12:00:00",
                    "2026-1-31",
                    "2026-01-31T25:00:00Z",
                    "1899-12-31",
                    "2101-01-01",
                    "+10000-01-01T00:00:00Z",
                    "2026-01-31T12:00:00.1234567Z",
                    "1769860800"
                })
        void are_nothing_else(String text) {
            Parameters parameters = given("from", text);
            assertThat(parameters.time("from", false)).isNull();
            assertThat(errors(parameters)).extracting(FieldError::field).containsExactly("from");
        }
    }

    @Test
    void everything_wrong_is_told_at_once_and_by_name() {
        Parameters parameters = given(
                "tenant_id",
                "a/b",
                "reason",
                "anomaly",
                "reason",
                "bad_luck",
                "limit",
                "1001",
                "cursor",
                "x",
                "name",
                "a\0b",
                "day",
                "1",
                "day",
                "2",
                "colour",
                "red",
                "Limit",
                "5");
        parameters.value("tenant_id", TenantId::new);
        parameters.constants("reason", Reason.class);
        parameters.paging();
        parameters.text("name");
        parameters.text("day");
        assertThat(errors(parameters))
                .contains(
                        new FieldError("limit", "must be a whole number from 1 to 1000"),
                        new FieldError("cursor", "isn't one that this list returned"),
                        new FieldError("name", "must not have control characters"),
                        new FieldError("day", "must be given only once"),
                        new FieldError("colour", "is not a known parameter"),
                        new FieldError("Limit", "is not a known parameter"))
                .extracting(FieldError::field)
                .containsExactly("tenant_id", "reason", "limit", "cursor", "name", "day", "Limit", "colour");
    }

    @Test
    void an_empty_value_is_refused_by_name_and_never_means_all() {
        Parameters parameters = given("tenant_id", "", "reason", "anomaly", "reason", "", "limit", "");
        parameters.value("tenant_id", TenantId::new);
        parameters.constants("reason", Reason.class);
        parameters.paging();
        assertThat(errors(parameters)).extracting(FieldError::field).containsExactly("tenant_id", "reason", "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "1e2", "5.0", "99999999999", "٣", " 5"})
    void a_limit_is_a_whole_number_within_its_bounds(String limit) {
        Parameters parameters = given("limit", limit);
        parameters.paging();
        assertThat(errors(parameters)).extracting(FieldError::field).containsExactly("limit");
    }
}
