package io.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RequestReaderTest {
    record Request(
            @NotNull @Text(max = 5) String name,
            @Text(max = 10, multiline = true) String note,
            @Text(max = 10) String vendor,
            @Text(max = 10, secret = true) String secret,
            Boolean isGood,
            @Range(min = "1", max = "9") Integer count,
            @Range(min = "0", max = "1", decimals = 4) BigDecimal share,
            LocalDate date,
            Role role,
            TenantId tenantId,
            Long size,
            List<Part> parts,
            JsonNode raw,
            @JsonProperty("new") String replacement) {}

    record Part(@NotNull String code) {}

    record Bounds(
            @NotNull Integer low,
            @NotNull Integer high,
            @NotNull String name) implements CrossFieldChecks {
        @Override
        public List<FieldError> misfits() {
            return low != null && high != null && low > high
                    ? List.of(new FieldError("low", "must not be above high"))
                    : List.of();
        }
    }

    @Test
    void fields_that_do_not_fit_one_another_are_told_of_with_all_else() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> bounds("{\"low\": 2, \"high\": 1, \"other\": 0}"));

        assertThat(refusal.errors()).extracting(FieldError::field).containsExactlyInAnyOrder("low", "name", "other");
        assertThat(bounds("{\"low\": 1, \"high\": 2, \"name\": \"a\"}")).isEqualTo(new Bounds(1, 2, "a"));
    }

    @Test
    void every_kind_of_value_is_read() {
        Request request = read("""
                {"name": "Zoë", "note": "a\\n\\tb", "is_good": true, "count": 9, "share": 0.1234, "date": "2026-02-28",
                 "role": "staff", "tenant_id": "acme", "size": 9223372036854775807, "parts": [{"code": "x"}, {"code": "y"}], "raw": {"a": [1]},
                 "new": "n"}
                """);

        assertThat(request.name()).isEqualTo("Zoë");
        assertThat(request.note()).isEqualTo("a\n\tb");
        assertThat(request.isGood()).isTrue();
        assertThat(request.count()).isEqualTo(9);
        assertThat(request.share()).isEqualTo(new BigDecimal("0.1234"));
        assertThat(request.date()).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(request.role()).isEqualTo(Role.STAFF);
        assertThat(request.tenantId()).isEqualTo(new TenantId("acme"));
        assertThat(request.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(request.parts()).containsExactly(new Part("x"), new Part("y"));
        assertThat(request.raw().toString()).isEqualTo("{\"a\":[1]}");
        assertThat(request.replacement()).isEqualTo("n");
    }

    @Test
    void absent_and_null_are_the_same() {
        assertThat(read("{\"name\": \"a\", \"note\": null, \"parts\": null}")).isEqualTo(read("{\"name\": \"a\"}"));
    }

    @Nested
    class a_bad_request {
        @Test
        void is_refused_for_every_bad_field_at_once() {
            assertThat(errors("""
                    {"name": 1, "note": true, "is_good": "yes", "count": 1.5, "share": "0.1", "date": 20260228,
                     "role": "boss", "tenant_id": "firm", "size": 9223372036854775808, "parts": [{}, {"code": "y", "z": 1}, 3], "extra": 1}
                    """))
                    .extracting(FieldError::field)
                    .containsExactly(
                            "name",
                            "note",
                            "is_good",
                            "count",
                            "share",
                            "date",
                            "role",
                            "tenant_id",
                            "size",
                            "parts[0].code",
                            "parts[1].z",
                            "parts[2]",
                            "extra");
        }

        @Test
        void lacks_a_required_field() {
            assertThat(errors("{}")).containsExactly(new FieldError("name", "is required"));
            assertThat(errors("{\"name\": null}")).containsExactly(new FieldError("name", "is required"));
        }

        @Test
        void names_unknown_fields_in_printable_ascii_and_not_too_long() {
            assertThat(errors("{\"name\": \"a\", \"Name\": \"a\", \"isGood\": true}"))
                    .extracting(FieldError::field)
                    .containsExactly("Name", "isGood");
            assertThat(errors("{\"name\": \"a\", \"\\u0000é\": 1}"))
                    .extracting(FieldError::field)
                    .containsExactly("??");
            assertThat(errors("{\"name\": \"a\", \"%s\": 1}".formatted("x".repeat(500)))
                            .get(0)
                            .field())
                    .hasSize(100);
        }

        @Test
        void has_a_name_that_is_not_unicode() {
            assertThat(refusal("{\"name\": \"a\", \"\\ud800\": 1}").code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }

        @Test
        void has_text_that_cannot_be_kept() {
            assertThat(fault("name", "\"\\u0000\"")).contains("control characters");
            assertThat(fault("name", "\"a\\nb\"")).contains("control characters");
            assertThat(fault("note", "\"a\\u0007b\"")).contains("control characters");
            assertThat(fault("name", "\"\\ud800\"")).contains("valid Unicode");
            assertThat(fault("name", "\"\\udc00\\ud800\"")).contains("valid Unicode");
            assertThat(fault("new", "\"\\ud800\"")).contains("valid Unicode");
            assertThat(fault("name", "\"  \"")).contains("blank");
        }

        @ParameterizedTest
        @ValueSource(chars = {'\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'})
        void has_text_that_reads_otherwise_than_it_is_stored(char control) {
            for (String field : List.of("name", "note", "vendor")) {
                assertThat(fault(field, "\"a%sb\"".formatted(control)))
                        .isEqualTo("must not have characters that control its direction");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x061c, 0x2060, 0xfeff, 0x180e, 0xe0041})
        void may_have_what_scripts_and_emojis_need_though_it_has_no_width(int character) {
            String text = "a%sb".formatted(Character.toString(character));

            assertThat(read("{\"name\": \"%s\"}".formatted(text)).name()).isEqualTo(text);
        }

        @Test
        void may_hide_anything_in_a_secret() {
            assertThat(read("{\"name\": \"a\", \"secret\": \"a\u202eb\u200b\"}").secret())
                    .hasSize(4);
            assertThat(fault("secret", "\"a\\u0000\"")).contains("control characters");
        }

        @Test
        void has_text_that_is_too_long_counted_in_characters() {
            assertThat(read("{\"name\": \"\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\"}")
                            .name())
                    .hasSize(10);
            assertThat(fault("name", "\"123456\"")).isEqualTo("must have at most 5 characters");
        }

        @Test
        void has_numbers_out_of_range() {
            assertThat(fault("count", "0")).isEqualTo("must be between 1 and 9");
            assertThat(fault("count", "10")).isEqualTo("must be between 1 and 9");
            assertThat(fault("count", "99999999999999999999")).isEqualTo("must be a whole number");
            assertThat(fault("share", "1.0001")).isEqualTo("must be between 0 and 1");
            assertThat(fault("share", "-0.0001")).isEqualTo("must be between 0 and 1");
            assertThat(fault("share", "0.12345")).isEqualTo("must have at most 4 decimals");
            assertThat(fault("share", "0.123456789012345678901234567890")).isEqualTo("must have at most 4 decimals");
            assertThat(fault("share", "1e999999999")).isEqualTo("must be between 0 and 1");
            assertThat(fault("share", "1e-999999999")).isEqualTo("must have at most 4 decimals");
        }

        @Test
        void has_dates_that_are_none_or_too_far() {
            assertThat(fault("date", "\"0000-01-01\"")).contains("1900");
            assertThat(fault("date", "\"1899-12-31\"")).contains("1900");
            assertThat(fault("date", "\"2101-01-01\"")).contains("2100");
            assertThat(fault("date", "\"9999-12-31\"")).contains("2100");
            assertThat(fault("date", "\"2026-02-29\"")).contains("must be a date");
            assertThat(fault("date", "\"2026-01-01T00:00:00Z\"")).contains("must be a date");
        }

        @Test
        void is_not_an_object() {
            for (String text : List.of("[]", "1", "\"a\"", "null", "true")) {
                assertThat(refusal(text).code()).as(text).isEqualTo(ErrorCode.MALFORMED_REQUEST);
            }
        }
    }

    @Test
    void of_any_number_of_faults_the_first_thousand_are_told() {
        String unknown = IntStream.range(0, 5_000)
                .mapToObj(i -> "\"x%s\": 1".formatted(i))
                .collect(Collectors.joining(","));

        assertThat(errors("{" + unknown + "}")).hasSize(1_000);
    }

    private static Request read(String json) {
        return read(json, Request.class);
    }

    private static Bounds bounds(String json) {
        return read(json, Bounds.class);
    }

    private static <T extends Record> T read(String json, Class<T> type) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return RequestReader.read(StrictJson.read(bytes, 0, bytes.length), type);
    }

    private static String fault(String field, String value) {
        String name = field.equals("name") ? "" : "\"name\": \"a\", ";
        List<FieldError> errors = errors("{%s\"%s\": %s}".formatted(name, field, value));
        assertThat(errors).singleElement().extracting(FieldError::field).isEqualTo(field);
        return errors.get(0).message();
    }

    private static List<FieldError> errors(String json) {
        Refusal refusal = refusal(json);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        return refusal.errors();
    }

    private static Refusal refusal(String json) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(json));
        assertThat(refusal).as(json).isNotNull();
        return refusal;
    }
}
