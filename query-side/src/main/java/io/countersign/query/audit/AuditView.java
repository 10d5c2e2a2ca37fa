package io.countersign.query.audit;

import static io.countersign.query.sql.SqlValues.containing;

import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.policy.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the audit log. */
@Component
class AuditView {
    /** With more matching vendors than this it is faster to search the entries themselves. */
    private static final int FEW_VENDORS = 200;

    private final NamedParameterJdbcTemplate jdbc;

    AuditView(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry as JSON text. */
    record Line(long position, String json) {}

    Page<Line> page(AuditFilter filter, Paging paging) {
        return paging.page(lines(filter, Side.BEFORE, paging.before(), paging.fetch()), Line::position);
    }

    /** The entries after a position, oldest first. */
    List<Line> after(AuditFilter filter, long position, int limit) {
        return lines(filter, Side.AFTER, position, limit);
    }

    /** The newest entry's position; 0 before the first. */
    long head() {
        return jdbc.queryForObject(
                "select coalesce(max(position), 0) from read_model.audit_entry", Map.of(), Long.class);
    }

    private List<Line> lines(AuditFilter filter, Side side, long edge, int limit) {
        EntryQuery query = EntryQuery.of(filter);
        Spread spread = Spread.of(filter, query);
        if (filter.vendor() != null) {
            List<String> vendors = vendors(filter.vendor());
            if (vendors.isEmpty()) {
                return List.of();
            }
            spread = vendors.size() <= FEW_VENDORS ? new Spread("vendor_normalized", vendors) : spread;
        }
        Map<String, Object> values = new HashMap<>(query.values());
        values.put("edge", edge);
        String sql = nearest(query, side, "", limit);
        if (spread != null) {
            values.put("spread", spread.values().toArray(String[]::new));
            sql = nearestOfEach(query.without(spread.column()), side, spread.column(), limit);
        }
        boolean oneWay = query.isSimple();
        return jdbc.execute(written(sql, side), values, statement -> lines(statement, oneWay));
    }

    private List<String> vendors(String part) {
        return jdbc.queryForList("""
                select vendor_normalized
                from read_model.audit_vendor
                where translate(vendor_normalized, 'ςı', 'σi') like :part
                limit :limit
                """, Map.of("part", containing(part), "limit", FEW_VENDORS + 1), String.class);
    }

    private static String nearest(EntryQuery query, Side side, String condition, int limit) {
        // Without a useful index, search in the order of positions.
        boolean along =
                condition.isEmpty() && query.without("vendor_normalized").isByTimeOnly();
        String position = along ? "position" : "(position + 0)";
        return """
                select %1$s
                from read_model.audit_entry
                where %2$s %6$s :edge %3$s and %4$s
                order by %2$s %7$s
                limit %5$s
                """.formatted(
                        EntryColumns.COLUMNS,
                        position,
                        condition,
                        query.where(position, name -> ":" + name),
                        limit,
                        side.comparison,
                        side.order);
    }

    /** For a column with several allowed values: an index finds the nearest entries of each value, not of all values together. */
    private static String nearestOfEach(EntryQuery query, Side side, String column, int limit) {
        return """
                select nearest.*
                from unnest(:spread::text[]) as one (value)
                cross join lateral (%s) as nearest
                order by position %s
                limit %s
                """.formatted(nearest(query, side, "and %s = one.value".formatted(column), limit), side.order, limit);
    }

    private static String written(String entries, Side side) {
        return """
                select line.position, row_to_json(line)::text as json
                from (select %s
                      from (%s) as entry) as line
                order by line.position %s
                """.formatted(EntryColumns.JSON_FIELDS, entries, side.order);
    }

    private static List<Line> lines(PreparedStatement statement, boolean oneWay) throws SQLException {
        if (!oneWay) {
            // Plan the query for these values each time: a good plan for one tenant can be bad for another.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        List<Line> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                lines.add(new Line(rows.getLong("position"), rows.getString("json")));
            }
        }
        return lines;
    }

    /** The side of a position on which entries are searched, nearest first. */
    private enum Side {
        BEFORE("<", "desc"),
        AFTER(">", "asc");

        private final String comparison;
        private final String order;

        Side(String comparison, String order) {
            this.comparison = comparison;
            this.order = order;
        }
    }

    /** A column with several allowed values. */
    private record Spread(String column, List<String> values) {
        private static Spread of(AuditFilter filter, EntryQuery query) {
            if (filter.tenants() != null && filter.tenants().size() > 1) {
                return new Spread(
                        "tenant_id",
                        filter.tenants().stream().map(TenantId::value).toList());
            }
            return filter.actions().size() > 1 && query.without("action").isByTimeOnly()
                    ? new Spread(
                            "action",
                            filter.actions().stream().map(EntryAction::wireName).toList())
                    : null;
        }
    }
}
