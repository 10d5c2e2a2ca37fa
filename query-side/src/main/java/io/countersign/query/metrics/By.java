package io.countersign.query.metrics;

/** By what a decision belongs to a day. */
enum By {
    /** By when it was made, in UTC. */
    DECIDED("decided_at", "day"),
    /** By the date that the transaction itself has. */
    TXN_DATE("date", "date");

    private final String moment;
    private final String day;

    By(String moment, String day) {
        this.moment = moment;
        this.day = day;
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
