package io.countersign.platform.web;

import java.util.ArrayList;
import java.util.List;

/** The faults of one request, as they are found. Past {@value #MOST} of them nobody needs more, and reading ends. */
public final class FieldErrors {
    public static final int MOST = 1_000;

    private final List<FieldError> found = new ArrayList<>();

    /** @throws Refusal with all of them, when there are as many as may be */
    public void add(String field, String message) {
        found.add(new FieldError(field, message));
        if (found.size() == MOST) {
            refuseIfAny();
        }
    }

    public int size() {
        return found.size();
    }

    /** @throws Refusal with every fault, if there is any */
    public void refuseIfAny() {
        if (!found.isEmpty()) {
            throw Refusal.invalid(found);
        }
    }
}
