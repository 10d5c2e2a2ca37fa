package io.countersign.query.audit;

import io.countersign.query.pages.Figures;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/**
 * A row of the audit page.
 *
 * @param user the name of the user; null if no user is recorded
 */
record EntryLine(EntryRow entry, String user) {
    private static final Map<String, String> TONES = Map.of(
            "auto_posted", "good",
            "approved", "good",
            "reviewed", "fair",
            "corrected", "accent",
            "rejected", "poor",
            "audit_export_aborted", "poor");
    private static final Figures FIGURES = new Figures();

    static EntryLine of(EntryRow entry, Map<String, String> users) {
        return new EntryLine(entry, entry.userId() == null ? null : users.getOrDefault(entry.userId(), entry.userId()));
    }

    public long position() {
        return entry.position();
    }

    public Instant at() {
        return entry.timestamp();
    }

    /** The CSS class for the colour of the action. */
    public String tone() {
        return TONES.getOrDefault(entry.action(), "");
    }

    /** The number of reasons after the first. */
    public int moreReasons() {
        return entry.reasons() == null ? 0 : Math.max(0, entry.reasons().size() - 1);
    }

    /** Null if the entry has no amount. */
    public String amount() {
        return entry.amount() == null ? null : "%s %s".formatted(FIGURES.amount(entry.amount()), entry.currency());
    }

    /** The address of the transaction's page; null if the entry is not about a transaction. */
    public String transactionAddress() {
        return entry.txnId() == null || entry.tenantId() == null
                ? null
                : "/explain/%s/%s".formatted(segment(entry.tenantId()), segment(entry.txnId()));
    }

    /** The address of the entries by the same user. */
    public String userAddress() {
        return "/audit?user_id=" + UriUtils.encodeQueryParam(entry.userId(), "UTF-8");
    }

    private static String segment(String id) {
        return UriUtils.encodePathSegment(id, "UTF-8");
    }

    /** All fields before and after the change. */
    public List<Change> changes() {
        Map<String, String> before = flat(entry.before());
        Map<String, String> after = flat(entry.after());
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .map(field -> new Change(field, before.get(field), after.get(field)))
                .toList();
    }

    /** Whether the entry has values from before the change. */
    public boolean isCompared() {
        return entry.before() != null && !entry.before().isNull();
    }

    private static Map<String, String> flat(JsonNode fields) {
        Map<String, String> values = new LinkedHashMap<>();
        if (fields != null) {
            fields.forEachEntry((name, value) -> flatten(name, value, values));
        }
        return values;
    }

    private static void flatten(String name, JsonNode value, Map<String, String> values) {
        if (value.isObject()) {
            value.forEachEntry((inner, innerValue) -> flatten(name + "." + inner, innerValue, values));
        } else if (value.isArray()) {
            values.put(name, value.valueStream().map(EntryLine::text).collect(Collectors.joining(", ")));
        } else if (!value.isNull()) {
            values.put(name, value.isValueNode() ? FIGURES.setting(name, value) : value.toString());
        }
    }

    private static String text(JsonNode value) {
        return value.isNumber()
                ? FIGURES.amount(value.decimalValue())
                : value.isValueNode() ? value.asString() : value.toString();
    }

    /**
     * One field.
     *
     * @param before null if the field had no value
     * @param after  null if the field has no value now
     */
    record Change(String field, String before, String after) {}
}
