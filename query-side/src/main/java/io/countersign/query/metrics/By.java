package io.countersign.query.metrics;

import java.util.Locale;

/** By what a decision belongs to a day. */
enum By {
    /** By when it was made, in UTC. */
    DECIDED("decided_at", "day", "Day of decision"),
    /** By the date that the transaction itself has. */
    TXN_DATE("date", "date", "Transaction date");

    private final String moment;
    private final String day;
    private final String title;

    By(String moment, String day, String title) {
        this.moment = moment;
        this.day = day;
        this.title = title;
    }

    public String title() {
        return title;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of {@code decision_input} that tells. */
    String moment() {
        return moment;
    }

    /** The column that tells in tables of sums. */
    String day() {
        return day;
    }
}
