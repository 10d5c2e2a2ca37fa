package io.countersign.platform.web;

import java.util.List;

/** A value that may be given in the query or in the body. */
public final class QueryOrBody {
    private QueryOrBody() {}

    /**
     * The value, from wherever it was given; null if neither has it.
     *
     * @throws Refusal if they differ
     */
    public static String one(String name, String inQuery, String inBody) {
        if (inQuery != null && inBody != null && !inQuery.equals(inBody)) {
            throw Refusal.invalid(List.of(new FieldError(name, "is given differently in the query and in the body")));
        }
        return inBody == null ? inQuery : inBody;
    }
}
