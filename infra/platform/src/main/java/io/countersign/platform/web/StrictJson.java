package io.countersign.platform.web;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON from outside: RFC 8259 and nothing else, no name twice, no binary floats, bounded depth and numbers. */
public final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(1_000)
                            .maxNameLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** @throws Refusal if this isn't one JSON value */
    public static JsonNode read(byte[] bytes, int offset, int length) {
        mustHaveShortestForms(bytes, offset, offset + length);
        try {
            JsonNode json = MAPPER.readTree(bytes, offset, length);
            return found(json);
        } catch (StreamConstraintsException e) {
            throw ErrorCode.MALFORMED_REQUEST.because("The JSON has a number or a name that is too long, or is nested too deep");
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (NumberFormatException e) {
            // Jackson's own answer to an exponent past the int range.
            throw ErrorCode.MALFORMED_REQUEST.because("This isn't valid JSON: it has a number that is out of all bounds");
        }
    }

    /** @throws Refusal if this isn't one JSON value, or if it has more bytes than the limit */
    public static JsonNode read(InputStream body, int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw ErrorCode.BODY_TOO_LARGE.because("The body must have at most %s bytes".formatted(limit));
        }
        return read(bytes, 0, bytes.length);
    }

    /** Jackson takes characters in more bytes than they need, which RFC 3629 forbids since filters may overlook them. */
    private static void mustHaveShortestForms(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] < 0) {
                int first = bytes[i] & 0xff;
                int second = i + 1 < end ? bytes[i + 1] & 0xff : 0;
                if (first == 0xc0 || first == 0xc1 || (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90)) {
                    throw ErrorCode.MALFORMED_REQUEST.because("This isn't valid UTF-8");
                }
            }
        }
    }

    private static JsonNode found(JsonNode json) {
        if (json == null || json.isMissingNode()) {
            throw ErrorCode.MALFORMED_REQUEST.because("The body is empty where a JSON object is needed");
        }
        return json;
    }

    private static Refusal malformed(JacksonException e) {
        return ErrorCode.MALFORMED_REQUEST.because(
                e.getLocation() == null || e.getLocation().getLineNr() < 1
                        ? "This isn't valid JSON"
                        : "This isn't valid JSON: line %s, column %s".formatted(
                                e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
}
