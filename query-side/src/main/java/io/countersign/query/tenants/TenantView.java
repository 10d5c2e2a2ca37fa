package io.countersign.query.tenants;

import static io.countersign.query.sql.SqlValues.ids;
import static io.countersign.query.sql.SqlValues.time;

import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Times;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads tenants. */
@Component
class TenantView {
    private static final String SELECT = """
            select t.tenant_id, t.name, t.tier, s.autopost_enabled, s.autopost_threshold, s.llm_tenant_cap_usd,
                   s.cold_start_min_labels, s.version, t.last_export_at, t.created_at,
                   s.timestamp as updated_at, s.user_id as updated_by, t.position,
                   round(recent.auto_posted::numeric / nullif(recent.auto_posted + recent.reviewed, 0), 6)
                       as automation_rate,
                   round(recent.reviewed::numeric / nullif(recent.auto_posted + recent.reviewed, 0), 6) as review_rate,
                   recent.auto_posted + recent.reviewed as decisions,
                   backlog.open as review_backlog_count,
                   recent.spend as llm_spend_month_usd,
                   recent.spend >= s.llm_tenant_cap_usd and recent.spend > 0 as llm_fallback_active
            from read_model.tenant t
            cross join lateral (
                select autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels, version,
                       timestamp, user_id
                from read_model.tenant_version v
                where v.tenant_id = t.tenant_id and v.reached_at <= coalesce(:as_of, 'infinity'::timestamptz)
                order by v.position desc
                limit 1
            ) s
            cross join (select :today::date as today) clock
            cross join lateral (
                select coalesce(sum(auto_posted) filter (where day > today - 30), 0) as auto_posted,
                       coalesce(sum(reviewed) filter (where day > today - 30), 0) as reviewed,
                       coalesce(sum(llm_usd) filter (where day >= date_trunc('month', today)::date), 0) as spend
                from read_model.decision_day d
                where d.tenant_id = t.tenant_id and day > today - 31
            ) recent
            cross join lateral (
                select coalesce(sum(open), 0) as open
                from read_model.decision_day d
                where d.tenant_id = t.tenant_id and open > 0
            ) backlog
            """;

    private final JdbcClient jdbc;

    TenantView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param asOf the time whose settings to show; null for now */
    Optional<TenantRow> find(TenantId tenant, Instant asOf) {
        return jdbc.sql(SELECT + "where t.tenant_id = :tenant")
                .param("today", Times.today())
                .param("as_of", time(asOf))
                .param("tenant", tenant.value())
                .query(TenantRow::from)
                .optional();
    }

    /** @param only the tenants to choose from; empty for all */
    Page<TenantRow> list(Optional<Set<TenantId>> only, Instant asOf, Paging paging) {
        return paging.page(
                jdbc.sql(SELECT + """
                                where t.position < :before
                                  and (:only::text[] is null or t.tenant_id = any (:only::text[]))
                                order by t.position desc
                                limit :limit
                                """)
                        .param("today", Times.today())
                        .param("as_of", time(asOf))
                        .param("before", paging.before())
                        .param("only", ids(only))
                        .param("limit", paging.limit() + 1)
                        .query(TenantRow::from)
                        .list(),
                TenantRow::position);
    }

    /** One page of the tenants whose name or id contains a text, with totals over all pages. */
    Found search(Optional<Set<TenantId>> only, FirmSearch query) {
        List<TenantRow> rows = new ArrayList<>();
        long[] totals = new long[2];
        jdbc.sql("select *, count(*) over () as tenants, sum(review_backlog_count) over () as waiting from (" + SELECT
                        + """
                        where (:only::text[] is null or t.tenant_id = any (:only::text[]))
                          and (:search::text is null
                               or position(lower(:search) in lower(t.name)) > 0
                               or position(lower(:search) in lower(t.tenant_id)) > 0)
                        ) found
                        order by %s %s nulls last, lower(name), tenant_id
                        limit :limit offset :offset
                        """.formatted(query.sort().sql(), query.descending() ? "desc" : "asc"))
                .param("today", Times.today())
                .param("as_of", null)
                .param("only", ids(only))
                .param("search", query.search())
                .param("limit", FirmSearch.PAGE_SIZE)
                .param("offset", query.offset())
                .query(row -> {
                    rows.add(TenantRow.from(row, rows.size()));
                    totals[0] = row.getLong("tenants");
                    totals[1] = row.getLong("waiting");
                });
        return new Found(rows, totals[0], totals[1]);
    }

    /**
     * One page of search results.
     *
     * @param tenants the number on all pages
     * @param waiting the number of their decisions to review, on all pages
     */
    record Found(List<TenantRow> rows, long tenants, long waiting) {}

    Page<HistoryRow> history(TenantId tenant, Paging paging) {
        return paging.page(
                jdbc.sql("""
                                select timestamp, user_id, action, reason, changes, event_id, position
                                from read_model.tenant_version
                                where tenant_id = :tenant and position < :before
                                order by position desc
                                limit :limit
                                """)
                        .param("tenant", tenant.value())
                        .param("before", paging.before())
                        .param("limit", paging.limit() + 1)
                        .query(HistoryRow::from)
                        .list(),
                HistoryRow::position);
    }
}
