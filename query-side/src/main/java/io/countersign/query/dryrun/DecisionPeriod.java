package io.countersign.query.dryrun;

import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A period of decision times, both ends inclusive; null for no bound. */
record DecisionPeriod(Instant from, Instant to) {
    static final DecisionPeriod UNBOUNDED = new DecisionPeriod(null, null);

    /** @throws Refusal with both faults, if neither is a time or a date */
    static DecisionPeriod read(String from, String to) {
        List<FieldError> errors = new ArrayList<>();
        DecisionPeriod between = new DecisionPeriod(time("from", from, false, errors), time("to", to, true, errors));
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
