package io.countersign.query.audit;

import io.countersign.platform.web.Parameters;

/** Where a page of the audit log starts: before one position or after another; at the newest entry if both are null. */
record LogPosition(Long before, Long after) {
    static LogPosition read(Parameters parameters) {
        LogPosition place = new LogPosition(
                parameters.value("before", LogPosition::position), parameters.value("after", LogPosition::position));
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
