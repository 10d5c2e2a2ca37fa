package io.countersign.query.tenants;

import java.util.Locale;

/** The sortable columns of the firm page. */
enum FirmColumn {
    NAME("Tenant", "lower(name)", false),
    TIER("Tier", "array_position(array['starter', 'pro', 'firm'], tier)", false),
    AUTOMATION("Posted automatically", "automation_rate", true),
    REVIEW("Sent to review", "review_rate", true),
    BACKLOG("To review", "review_backlog_count", true),
    SPEND("AI spend this month", "llm_spend_month_usd", true),
    EXPORT("Last export", "last_export_at", true);

    private final String title;
    private final String sql;
    private final boolean largestFirst;

    FirmColumn(String title, String sql, boolean largestFirst) {
        this.title = title;
        this.sql = sql;
        this.largestFirst = largestFirst;
    }

    public String title() {
        return title;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the column is aligned to the right. */
    public boolean isNumber() {
        return this == AUTOMATION || this == REVIEW || this == BACKLOG;
    }

    String sql() {
        return sql;
    }

    /** Whether the first click sorts the largest value first. */
    public boolean isLargestFirst() {
        return largestFirst;
    }
}
