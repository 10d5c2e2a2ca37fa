package io.countersign.query.metrics;

import java.util.Locale;

/** Which date assigns a decision to a day. */
enum DateBasis {
    /** The date on which it was made, in UTC. */
    DECIDED("decided_at", "day", "read_model.decision_reason_day", "Decision date"),
    /** The date of the transaction. */
    TXN_DATE("date", "date", "read_model.decision_reason_date", "Transaction date");

    private final String inputColumn;
    private final String sumColumn;
    private final String reasonTable;
    private final String title;

    DateBasis(String inputColumn, String sumColumn, String reasonTable, String title) {
        this.inputColumn = inputColumn;
        this.sumColumn = sumColumn;
        this.reasonTable = reasonTable;
        this.title = title;
    }

    public String title() {
        return title;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The date column of {@code decision_input}. */
    String inputColumn() {
        return inputColumn;
    }

    /** The date column of the tables with sums. */
    String sumColumn() {
        return sumColumn;
    }

    /** The table with the number of decisions by day and reason. */
    String reasonTable() {
        return reasonTable;
    }
}
