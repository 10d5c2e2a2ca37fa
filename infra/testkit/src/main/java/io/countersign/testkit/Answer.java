package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
public final class Answer {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Names of classes and packages, SQL, stack traces and paths: nothing of the inside is for a caller. */
    private static final Pattern INSIDES = Pattern.compile(
            "io\\.countersign|org\\.(spring|axon|postgres|apache|hibernate)|java\\.(lang|util|io|sql|time|math)|tools\\.jackson"
                    + "|com\\.fasterxml|\\w+Exception|\\w+\\.java|\\bat [a-z]+\\.|(?i)\\bselect\\b.*\\bfrom\\b|insert into|sqlstate"
                    + "|jdbc:|/tmp/|/home/|/root/|BigDecimal|LocalDate|record \\w+\\[");

    private final String request;
    private final HttpResponse<byte[]> response;

    Answer(String request, HttpResponse<byte[]> response) {
        this.request = request;
        this.response = response;
    }

    public int status() {
        return response.statusCode();
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    public List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    public byte[] bytes() {
        return response.body();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The body as JSON; numbers are decimals. */
    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** The body's lines as JSON. */
    public List<JsonNode> lines() {
        return text().lines().map(JSON::readTree).toList();
    }

    /** One field's texts or numbers, of a body that is an array of objects. */
    public List<String> each(String field) {
        return StreamSupport.stream(json().spliterator(), false)
                .map(row -> row.path(field).asString())
                .toList();
    }

    /** The address of the next page; empty on the last. */
    public Optional<String> next() {
        return header("Link").map(link -> {
            assertThat(link).matches("<[^>]+>; rel=\"next\"");
            return link.substring(1, link.indexOf('>'));
        });
    }

    public Answer mustBe(int status) {
        assertThat(status()).as("%s answered %s", request, shortened()).isEqualTo(status);
        return this;
    }

    /** Holds the answer against RFC 9457 and section 2 of the contract. */
    public Answer mustBeProblem(int status, String code) {
        mustBe(status);
        assertThat(header("Content-Type"))
                .as(request)
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = json();
        assertThat(problem.path("status").intValue())
                .as("%s: status in %s", request, problem)
                .isEqualTo(status);
        assertThat(problem.path("code").asString())
                .as("%s: code in %s", request, problem)
                .isEqualTo(code);
        for (String field : List.of("type", "title", "detail", "instance")) {
            assertThat(problem.path(field).asString())
                    .as("%s: %s in %s", request, field, problem)
                    .isNotBlank();
        }
        mustKeepTheInsideIn();
        return this;
    }

    /** A problem that names these fields and no other. */
    public Answer mustBeInvalid(String... fields) {
        mustBeProblem(400, "invalid_request");
        List<String> named = StreamSupport.stream(json().path("errors").spliterator(), false)
                .peek(error ->
                        assertThat(error.path("message").asString()).as(request).isNotBlank())
                .map(error -> error.path("field").asString())
                .toList();
        assertThat(named).as("%s answered %s", request, shortened()).containsExactlyInAnyOrder(fields);
        return this;
    }

    public void mustKeepTheInsideIn() {
        assertThat(INSIDES.matcher(text()).results().map(found -> found.group()).toList())
                .as("what %s let out in %s", request, shortened())
                .isEmpty();
    }

    private String shortened() {
        String text = text();
        return status() + " " + (text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text);
    }

    @Override
    public String toString() {
        return request + " → " + shortened();
    }
}
