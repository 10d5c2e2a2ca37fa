package io.countersign.loader;

import static java.util.stream.Collectors.joining;

import java.util.List;
import tools.jackson.core.JacksonException;

/** A problem document (RFC 9457) with the list {@code errors} of the service, one for each invalid field. */
record Problem(String title, String detail, List<FieldError> errors) {

    record FieldError(String field, String message) {}

    /** A body that is not a problem document becomes an empty one. */
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
