package io.countersign.query.audit;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL column lists of entries in JSON and CSV. PostgreSQL formats the values, so that lists and exports agree and no row passes through Java. */
final class EntryColumns {
    /** The columns of the table. */
    static final String COLUMNS = """
            position, event_id, timestamp, tenant_id, txn_id, vendor_normalized, action, not_auto_post_reason, reasons,
            calibrated_p, threshold_used, account, amount, currency, rule_id, rule_version, user_id, before, after,
            reason_text, correlation_id, actor, auth, build, decision_function""";

    private static final String TIME =
            "to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as timestamp";

    /** As {@link io.countersign.platform.rules.VersionId} writes it. */
    private static final String RULE_VERSION = "'v' || rule_version as rule_version";

    /** The fields of an entry in JSON, for row_to_json. */
    static final String JSON_FIELDS = """
            position, event_id, %s, tenant_id, txn_id, vendor_normalized, action, not_auto_post_reason, reasons,
            trim_scale(calibrated_p) as calibrated_p, trim_scale(threshold_used) as threshold_used, account,
            trim_scale(amount) as amount, currency, rule_id, %s, user_id, before, after,
            reason_text, correlation_id, actor, auth, build, decision_function""".formatted(TIME, RULE_VERSION);

    /** The columns of the default CSV. */
    static final String CSV_COLUMNS = Stream.of(
                    TIME,
                    text("tenant_id"),
                    text("txn_id"),
                    text("vendor_normalized"),
                    text("action"),
                    text("not_auto_post_reason"),
                    number("calibrated_p"),
                    number("threshold_used"),
                    text("user_id"))
            .collect(Collectors.joining(",\n"));

    /** The columns of the full CSV. */
    static final String FULL_CSV_COLUMNS = Stream.of(
                    CSV_COLUMNS,
                    "position",
                    text("event_id"),
                    text("account"),
                    number("amount"),
                    text("currency"),
                    text("rule_id"),
                    RULE_VERSION,
                    "nullif(array_to_string(reasons, '|'), '') as reasons",
                    "before",
                    "after",
                    text("reason_text"),
                    text("correlation_id"))
            .collect(Collectors.joining(",\n"));

    private EntryColumns() {}

    /**
     * Prevents spreadsheets from reading text as a formula: text that begins with tab, LF, CR, +, -, = or @ gets a leading apostrophe (OWASP, "CSV Injection").
     */
    private static String text(String column) {
        return "case when ascii(%1$s) in (9, 10, 13, 43, 45, 61, 64) then '''' || %1$s else %1$s end as %1$s"
                .formatted(column);
    }

    private static String number(String column) {
        return "trim_scale(%1$s) as %1$s".formatted(column);
    }
}
