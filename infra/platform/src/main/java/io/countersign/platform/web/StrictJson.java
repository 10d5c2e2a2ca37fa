package io.countersign.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    private static final int DEPTH = 32;
    private static final int NUMBER_LENGTH = 1_000;
    private static final int NAME_LENGTH = 1_000;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(NUMBER_LENGTH)
                            .maxNameLength(NAME_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** @throws Refusal if this isn't one JSON value */
    public static JsonNode read(byte[] bytes, int offset, int length) {
        mustBeUtf8(bytes, offset, length);
        try {
            JsonNode json = MAPPER.readTree(bytes, offset, length);
            return found(json);
        } catch (StreamConstraintsException e) {
            throw ErrorCode.MALFORMED_REQUEST.because(
                    "This JSON is past a limit: a number may have %s characters, a name %s, and values may be nested %s deep"
                            .formatted(NUMBER_LENGTH, NAME_LENGTH, DEPTH));
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (NumberFormatException e) {
            // Jackson's own answer to an exponent past the int range.
            throw ErrorCode.MALFORMED_REQUEST.because(
                    "This isn't valid JSON: it has a number that is out of all bounds");
        }
    }

    /** Jackson takes UTF-16 and UTF-32 too, which show by their zero bytes, and reads more than one form of a character. */
    private static void mustBeUtf8(byte[] bytes, int offset, int length) {
        boolean ascii = true;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == 0) {
                throw ErrorCode.MALFORMED_REQUEST.because(
                        "This isn't valid JSON: it has zero bytes; JSON must be UTF-8");
            }
            ascii &= bytes[i] > 0;
        }
        if (!ascii) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            } catch (CharacterCodingException e) {
                throw ErrorCode.MALFORMED_REQUEST.because("This isn't valid JSON: it isn't valid UTF-8");
            }
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
                        : "This isn't valid JSON: line %s, column %s"
                                .formatted(
                                        e.getLocation().getLineNr(),
                                        e.getLocation().getColumnNr()));
    }
}
