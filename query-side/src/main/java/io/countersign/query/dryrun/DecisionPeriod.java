package io.countersign.query.dryrun;

import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When the decisions to look at were made, both ends inclusive; null for no bound. */
record DecidedBetween(Instant from, Instant to) {
    static final DecidedBetween EVER = new DecidedBetween(null, null);

    /** @throws Refusal with both faults, if neither is a time or a date */
    static DecidedBetween read(String from, String to) {
        List<FieldError> errors = new ArrayList<>();
        DecidedBetween between = new DecidedBetween(time("from", from, false, errors), time("to", to, true, errors));
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return between;
    }

    private static Instant time(String field, String text, boolean endOfDay, List<FieldError> errors) {
        try {
            return text == null ? null : Times.parse(text, endOfDay);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(field, e.getMessage()));
            return null;
        }
    }
}
