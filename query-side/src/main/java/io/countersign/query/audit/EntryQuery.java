package io.countersign.query.audit;

import static io.countersign.query.sql.SqlValues.containing;

import io.countersign.platform.web.Times;
import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter as SQL conditions on read_model.audit_entry. Each condition is a constant that refers to its value by name in braces, so that input of the caller never becomes part of the SQL.
 */
final class EntryQuery {
    /** The number of positions in one row of audit_period. */
    static final int BLOCK = 4_096;

    private static final Pattern REFERENCE = Pattern.compile("\\{(\\w+)}");

    /** By column. */
    private final Map<String, String> conditions = new LinkedHashMap<>();

    private final Map<String, String> values = new HashMap<>();

    private EntryQuery() {}

    static EntryQuery of(AuditFilter filter) {
        EntryQuery query = new EntryQuery();
        query.tenants(filter.tenants());
        query.equal("txn_id", filter.txnId() == null ? null : filter.txnId().value());
        query.actions(filter.actions());
        query.reason(filter.reason());
        query.equal("user_id", filter.userId());
        query.vendor(filter.vendor());
        query.from(filter.from());
        query.to(filter.to());
        return query;
    }

    /** The values by name, as text; the conditions convert them. */
    Map<String, String> values() {
        return values;
    }

    /** The same without the condition on a column. */
    EntryQuery without(String column) {
        EntryQuery query = new EntryQuery();
        query.conditions.putAll(conditions);
        query.conditions.remove(column);
        query.values.putAll(values);
        return query;
    }

    /** Whether only times are filtered, so that the next entry in the order probably matches. */
    boolean isByTimeOnly() {
        return conditions.keySet().stream().allMatch(column -> column.startsWith("timestamp"));
    }

    /** Whether there is at most one condition, so that one query plan is good for all values. */
    boolean isSimple() {
        return conditions.size() <= 1;
    }

    /**
     * The conditions for a WHERE clause.
     *
     * @param position  the SQL for the position; its form decides which index can be used
     * @param reference the SQL that refers to the value of a name
     */
    String where(String position, UnaryOperator<String> reference) {
        List<String> all = new ArrayList<>(List.of("true"));
        for (String condition : conditions.values()) {
            all.add(condition.replace("{position}", position));
        }
        return REFERENCE
                .matcher(String.join("\n  and ", all))
                .replaceAll(match -> Matcher.quoteReplacement(reference.apply(match.group(1))));
    }

    private void tenants(Set<TenantId> tenants) {
        if (tenants != null && tenants.size() == 1) {
            equal("tenant_id", tenants.iterator().next().value());
        } else if (tenants != null) {
            anyOf("tenant_id", tenants.stream().map(TenantId::value).toList());
        }
    }

    private void actions(List<EntryAction> actions) {
        if (actions.size() == 1) {
            equal("action", actions.get(0).wireName());
        } else if (!actions.isEmpty()) {
            anyOf("action", actions.stream().map(EntryAction::wireName).toList());
        }
    }

    private void equal(String column, String value) {
        if (value != null) {
            add(column, "%1$s = {%1$s}".formatted(column), column, value);
        }
    }

    /** The values must not contain commas. */
    private void anyOf(String column, List<String> allowed) {
        add(column, "%1$s = any (string_to_array({%1$s}, ','))".formatted(column), column, String.join(",", allowed));
    }

    /** The reason is written into the condition, because the partial index contains it. */
    private void reason(Reason reason) {
        if (reason != null) {
            conditions.put("reasons", "reasons @> array['%s']::text[]".formatted(reason.wireName()));
        }
    }

    private void vendor(String part) {
        if (part != null) {
            add(
                    "vendor_normalized",
                    "translate(vendor_normalized, 'ςı', 'σi') like {vendor}",
                    "vendor",
                    containing(part));
        }
    }

    private void from(Instant from) {
        if (from != null) {
            add("timestamp from", """
                    timestamp >= {date_from}::timestamptz
                      and {position} >= (select min(block) * %s from read_model.audit_period
                                         where last_at >= {date_from}::timestamptz)""".formatted(BLOCK), "date_from", Times.format(from));
        }
    }

    private void to(Instant to) {
        if (to != null) {
            add("timestamp to", """
                    timestamp <= {date_to}::timestamptz
                      and {position} < (select (max(block) + 1) * %s from read_model.audit_period
                                        where first_at <= {date_to}::timestamptz)""".formatted(BLOCK), "date_to", Times.format(to));
        }
    }

    private void add(String column, String condition, String name, String value) {
        conditions.put(column, condition);
        values.put(name, value);
    }
}
