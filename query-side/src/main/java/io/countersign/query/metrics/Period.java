package io.countersign.query.metrics;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The length of a window in days, including today. */
enum Period {
    WEEK(7),
    MONTH(30),
    QUARTER(90);

    private final int days;

    Period(int days) {
        this.days = days;
    }

    public int days() {
        return days;
    }

    /** Such as {@code 30d}. */
    public String wireName() {
        return days + "d";
    }

    /** @throws IllegalArgumentException with the end of a sentence for the caller */
    static Period named(String name) {
        return Arrays.stream(values())
                .filter(period -> period.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(Period::wireName).collect(Collectors.joining(", "))));
    }
}
