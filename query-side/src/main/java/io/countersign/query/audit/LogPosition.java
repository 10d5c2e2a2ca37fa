package io.countersign.query.audit;

import io.countersign.platform.web.Parameters;

/** Where in the log a page lies: below one position or above another, or at its end if both are null. */
record Place(Long before, Long after) {
    static Place read(Parameters parameters) {
        Place place =
                new Place(parameters.value("before", Place::position), parameters.value("after", Place::position));
        if (place.before != null && place.after != null) {
            parameters.refuse("after", "can't be given together with before");
        }
        return place;
    }

    /** @throws IllegalArgumentException with the end of a sentence for the caller, if the text is no position */
    static long position(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("must be a position");
        }
        return Long.parseLong(text);
    }

    boolean isFirst() {
        return before == null && after == null;
    }
}
