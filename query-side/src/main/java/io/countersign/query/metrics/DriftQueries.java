package io.countersign.query.metrics;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries for drift: count decisions by bin in a window and in the window before. */
final class DriftQueries {
    private final JdbcClient jdbc;

    DriftQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One bin for each of the 20 most common vendors of the earlier window, and one for all others. */
    Drift vendors(MetricsScope scope, Window window) {
        return new Drift(bins("""
                with vendor as (
                    select count(*) filter (where %2$s < :start) as earlier,
                           count(*) filter (where %2$s >= :start) as now,
                           translate(vendor_normalized, 'ςı', 'σi') as name
                    from read_model.decision_input
                    where %1$s and %2$s between :earlier_start and :end
                    group by name
                ), ranked as (
                    select earlier, now,
                           row_number() over (order by earlier desc, name collate "C") as rank
                    from vendor
                )
                select sum(earlier) as earlier, sum(now) as now
                from ranked
                group by case when earlier > 0 and rank <= 20 then rank end
                """, scope, window));
    }

    /** One bin for each decile of the earlier window. An amount equal to a decile belongs to the bin above. */
    Drift amounts(MetricsScope scope, Window window) {
        return new Drift(bins("""
                with earlier as (
                    select percentile_disc(array[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
                               within group (order by amount) as deciles
                    from read_model.decision_input
                    where %1$s and %2$s >= :earlier_start and %2$s < :start
                )
                select count(*) filter (where %2$s < :start) as earlier, count(*) filter (where %2$s >= :start) as now
                from read_model.decision_input
                where %1$s and %2$s between :earlier_start and :end
                group by width_bucket(amount, (select deciles from earlier))
                """, scope, window));
    }

    private List<Drift.Bin> bins(String sql, MetricsScope scope, Window window) {
        return jdbc.sql(sql.formatted(scope.condition(), window.by().inputColumn()))
                .params(scope.values())
                .params(window.values())
                .params(Map.of("earlier_start", window.earlier().values().get("start")))
                .query((row, n) -> new Drift.Bin(row.getLong("earlier"), row.getLong("now")))
                .list();
    }
}
