package io.countersign.loader;

import static java.util.stream.Collectors.joining;

import java.util.List;
import tools.jackson.core.JacksonException;

/** A refusal as RFC 9457 describes it, with the service's {@code errors}, one for each bad field. */
record Problem(String title, String detail, List<FieldError> errors) {

    record FieldError(String field, String message) {}

    /** Anything that is no problem document becomes one that has nothing to say. */
    static Problem parse(String body) {
        try {
            Problem problem = Json.MAPPER.readValue(body, Problem.class);
            return problem == null ? new Problem(null, null, null) : problem;
        } catch (JacksonException notJson) {
            return new Problem(null, null, null);
        }
    }

    /** For instance {@code 400, Two fields are wrong. (tier: must be starter, pro or firm; name: is missing)}. */
    String sentence(int status) {
        String said = detail != null ? detail : title != null ? title : "no explanation was given";
        return status + ", " + said + fields();
    }

    private String fields() {
        if (errors == null || errors.isEmpty()) return "";
        return errors.stream().map(it -> it.field() + ": " + it.message()).collect(joining("; ", " (", ")"));
    }
}
