package io.countersign.platform.web;

import java.util.List;

/** A request whose fields must fit one another, beyond what can be said of each. */
public interface CrossFieldChecks {
    /** What doesn't fit, by field. Components that are absent, or were refused by themselves, are null here. */
    List<FieldError> misfits();
}
