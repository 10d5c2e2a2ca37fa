package io.countersign.query.metrics;

import java.util.Locale;

/** By what a decision belongs to a day. */
enum By {
    /** By when it was made, in UTC. */
    DECIDED("decided_at", "day", "read_model.decision_reason_day", "Decision date"),
    /** By the date that the transaction itself has. */
    TXN_DATE("date", "date", "read_model.decision_reason_date", "Transaction date");

    private final String moment;
    private final String day;
    private final String reasons;
    private final String title;

    By(String moment, String day, String reasons, String title) {
        this.moment = moment;
        this.day = day;
        this.reasons = reasons;
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

    /** The table that has the sums of decisions by that day and by reason. */
    String reasons() {
        return reasons;
    }
}
