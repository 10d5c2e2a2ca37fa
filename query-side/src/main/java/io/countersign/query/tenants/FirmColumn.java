package io.countersign.query.tenants;

import java.util.Locale;

/** The columns that tenants can be ordered by. */
enum FirmColumn {
    NAME("Tenant", "lower(name)", false),
    TIER("Tier", "array_position(array['starter', 'pro', 'firm'], tier)", false),
    AUTOMATION("Automation", "automation_rate", true),
    REVIEW("Review rate", "review_rate", true),
    BACKLOG("Backlog", "review_backlog_count", true),
    SPEND("LLM spend this month", "llm_spend_month_usd", true),
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

    /** Whether its figures stand one below the other. */
    public boolean isNumber() {
        return this == AUTOMATION || this == REVIEW || this == BACKLOG;
    }

    String sql() {
        return sql;
    }

    /** Numbers and times, of which the largest matters most. */
    public boolean isLargestFirst() {
        return largestFirst;
    }
}
