package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries for sums over the days of a window. */
final class WindowQueries {
    private final JdbcClient jdbc;

    WindowQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ReasonCounts counts(MetricsScope scope, Window window) {
        return new ReasonCounts(jdbc.sql("""
                        select %2$s as day, reason, sum(count) as count
                        from %3$s
                        where %1$s and %2$s between :first and :last
                        group by %2$s, reason
                        """.formatted(
                        scope.condition(), window.by().sumColumn(), window.by().reasonTable()))
                .params(scope.values())
                .params(window.values())
                .query((row, n) -> new ReasonCounts.Count(
                        row.getObject("day", LocalDate.class), row.getString("reason"), row.getLong("count")))
                .list());
    }

    /** The number of decisions, from the table of sums. */
    long population(MetricsScope scope, Window window) {
        return jdbc.sql("""
                        select coalesce(sum(count), 0)
                        from %3$s
                        where %1$s and %2$s between :first and :last
                        """.formatted(
                        scope.condition(), window.by().sumColumn(), window.by().reasonTable()))
                .params(scope.values())
                .params(window.values())
                .query(Long.class)
                .single();
    }

    Verdicts verdicts(MetricsScope scope, Window window) {
        return new Verdicts(
                jdbc.sql("""
                        select action, bin, sum(verdicts) as verdicts, sum(approved) as approved,
                               sum(predicted) as predicted, sum(squared_error) as squared_error
                        from read_model.decision_verdict_day
                        where %s and %s between :first and :last
                        group by action, bin
                        """.formatted(scope.condition(), window.by().sumColumn()))
                        .params(scope.values())
                        .params(window.values())
                        .query((row, n) -> tally(row))
                        .list());
    }

    private static Verdicts.Tally tally(ResultSet row) throws SQLException {
        return new Verdicts.Tally(
                row.getString("action"),
                row.getInt("bin"),
                row.getLong("verdicts"),
                row.getLong("approved"),
                row.getBigDecimal("predicted"),
                row.getBigDecimal("squared_error"));
    }

    /** @param today the day in whose calendar month the spend is summed */
    CurrentFigures currentFigures(MetricsScope scope, LocalDate today) {
        return jdbc.sql("""
                        select (
                                   select coalesce(sum(open), 0)
                                   from read_model.decision_day
                                   where %1$s and open > 0
                               ) as backlog,
                               coalesce(sum(spend), 0) as spend,
                               coalesce(sum(llm_tenant_cap_usd), 0) as cap,
                               coalesce(bool_or(spend >= llm_tenant_cap_usd and spend > 0), false) as fallback
                        from read_model.tenant
                        left join (
                            select tenant_id, sum(llm_usd) as spend
                            from read_model.decision_day
                            where %1$s and day >= :month
                            group by tenant_id
                        ) decided using (tenant_id)
                        where %1$s
                        """.formatted(scope.condition()))
                .params(scope.values())
                .param("month", today.withDayOfMonth(1))
                .query((row, n) -> new CurrentFigures(
                        row.getLong("backlog"),
                        row.getBigDecimal("spend"),
                        row.getBigDecimal("cap"),
                        row.getBoolean("fallback")))
                .single();
    }

    /** The spend in US dollars by day of decision, from the start of the month to today. Days without spend may be absent. */
    NavigableMap<LocalDate, BigDecimal> spend(MetricsScope scope, LocalDate today) {
        NavigableMap<LocalDate, BigDecimal> spend = new TreeMap<>();
        jdbc.sql("""
                        select day, sum(llm_usd) as usd
                        from read_model.decision_day
                        where %s and day between :month and :today
                        group by day
                        """.formatted(scope.condition()))
                .params(scope.values())
                .param("month", today.withDayOfMonth(1))
                .param("today", today)
                .query(row -> {
                    spend.put(row.getObject("day", LocalDate.class), row.getBigDecimal("usd"));
                });
        return spend;
    }

    VersionsByDay versions(String book) {
        TreeMap<LocalDate, Integer> newest = new TreeMap<>();
        jdbc.sql("""
                        select (reached_at at time zone 'UTC')::date as day, max(version) as version
                        from read_model.rule_version
                        where scope = :book
                        group by day
                        """).param("book", book).query(row -> {
            newest.put(row.getObject("day", LocalDate.class), row.getInt("version"));
        });
        return new VersionsByDay(newest);
    }
}
