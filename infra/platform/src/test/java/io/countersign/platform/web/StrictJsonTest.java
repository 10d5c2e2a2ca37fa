package io.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StrictJsonTest {
    @Test
    void decimals_keep_every_digit() {
        String thirtyDigits = "0.123456789012345678901234567890";

        assertThat(read("{\"n\":" + thirtyDigits + "}").get("n").decimalValue())
                .isEqualTo(new BigDecimal(thirtyDigits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1}}",
                "{\"a\":1} {\"a\":1}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":0x1}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\ud8\"}",
                "{\"a\":1} // no",
                "/* no */ {\"a\":1}"
            })
    void what_is_not_json_is_malformed(String text) {
        assertMalformed(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytes_that_are_not_utf8_are_malformed() {
        assertMalformed(new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});
        assertMalformed(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    }

    @Test
    void the_same_character_has_one_form() {
        assertThat(read("\"a/b\"").asString()).isEqualTo("a/b");
        assertThat(malformed(new byte[] {'"', 'a', (byte) 0xc0, (byte) 0xaf, 'b', '"'}))
                .contains("UTF-8");
        assertThat(malformed(new byte[] {'"', (byte) 0xe0, (byte) 0x80, (byte) 0xa2, '"'}))
                .contains("UTF-8");
    }

    @Test
    void other_unicode_encodings_are_refused_with_the_reason() {
        String text = "{\"name\":\"Ä\"}";
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE")) {
            assertThat(malformed(text.getBytes(Charset.forName(charset))))
                    .as(charset)
                    .contains("UTF-8");
        }
    }

    @Test
    void nesting_is_bounded() {
        assertThat(read("[".repeat(32) + "]".repeat(32)).isArray()).isTrue();
        assertMalformed(("[".repeat(33) + "]".repeat(33)).getBytes(StandardCharsets.UTF_8));
        assertMalformed("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_length_of_a_number_is_bounded() {
        assertThat(read("1".repeat(1_000)).isNumber()).isTrue();
        assertThat(malformed("1".repeat(1_001).getBytes(StandardCharsets.UTF_8)))
                .contains("1000 characters");
    }

    @Test
    void a_body_over_the_limit_is_too_large() throws IOException {
        byte[] body = "[1,2,3]".getBytes(StandardCharsets.UTF_8);

        assertThat(StrictJson.read(new ByteArrayInputStream(body), body.length).size())
                .isEqualTo(3);
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> StrictJson.read(new ByteArrayInputStream(body), body.length - 1));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE);
    }

    private static JsonNode read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return StrictJson.read(bytes, 0, bytes.length);
    }

    private static void assertMalformed(byte[] bytes) {
        malformed(bytes);
    }

    private static String malformed(byte[] bytes) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> StrictJson.read(bytes, 0, bytes.length));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(refusal.getMessage()).doesNotContain("jackson", "Exception", "[Source");
        return refusal.getMessage();
    }
}
