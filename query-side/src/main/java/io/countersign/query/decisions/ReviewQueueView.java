package io.countersign.query.decisions;

import static io.countersign.query.sql.SqlValues.ids;

import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.policy.NameForm;
import io.countersign.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the decisions that wait for a person. */
@Component
class WaitingView {
    /** How far back to look for a tenant's accounts: far enough for all that are in use, near enough to be quick. */
    private static final int RECENT = 5_000;

    private static final int ACCOUNTS = 300;
    /** How many are counted: beyond, the exact number tells nobody more, and counting takes a while. */
    private static final int COUNTED = 10_000;

    private static final String WAITING = """
            action = 'reviewed' and outcome = 'open'
              and (:tenants::text[] is null or tenant_id = any (:tenants::text[]))
              and (:vendor::text is null or position(:vendor in translate(vendor_normalized, 'ςı', 'σi')) > 0)
            """;

    private final JdbcClient jdbc;

    WaitingView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param only the tenants to choose from; empty for all */
    Page<DecisionRow> list(ReviewFilter filter, Optional<Set<TenantId>> only, Paging paging) {
        return paging.page(
                asked("""
                                select %s
                                from read_model.decision
                                where %s
                                  and (:reason::text is null or :reason = any (reasons))
                                  and position < :before
                                order by position desc
                                limit :limit
                                """.formatted(DecisionRow.COLUMNS, WAITING), filter, only)
                        .param(
                                "reason",
                                filter.reason() == null ? null : filter.reason().wireName())
                        .param("before", paging.before())
                        .param("limit", paging.fetch())
                        .query(DecisionRow::from)
                        .list(),
                DecisionRow::position);
    }

    /** How many wait for what, whichever reason the filter names. */
    WaitingCounts counts(ReviewFilter filter, Optional<Set<TenantId>> only) {
        return WaitingCounts.of(
                asked("""
                        select reasons, count(*) as decisions
                        from (
                            select reasons
                            from read_model.decision
                            where %s
                            limit :counted
                        ) waiting
                        group by reasons
                        """.formatted(WAITING), filter, only)
                        .param("counted", COUNTED)
                        .query(WaitingView::together)
                        .list(),
                COUNTED);
    }

    private static WaitingCounts.Together together(ResultSet row, int number) throws SQLException {
        return new WaitingCounts.Together(
                List.of((String[]) row.getArray("reasons").getArray()), row.getLong("decisions"));
    }

    private JdbcClient.StatementSpec asked(String sql, ReviewFilter filter, Optional<Set<TenantId>> only) {
        Optional<Set<TenantId>> tenants = filter.tenant() == null ? only : Optional.of(Set.of(filter.tenant()));
        return jdbc.sql(sql).param("tenants", ids(tenants)).param("vendor", filter.vendorNormalized());
    }

    /** The accounts that the tenant's recent transactions have, the commonest first. */
    List<String> accounts(TenantId tenant) {
        return jdbc
                .sql("""
                        select account
                        from (
                            select coalesce(settled_account, account) as account
                            from read_model.decision
                            where tenant_id = :tenant
                            order by position desc
                            limit :recent
                        ) recent
                        where account is not null
                        group by account
                        order by count(*) desc, account
                        limit :accounts
                        """)
                .param("tenant", tenant.value())
                .param("recent", RECENT)
                .param("accounts", ACCOUNTS)
                .query(String.class)
                .list()
                .stream()
                .map(NameForm::normalized)
                .distinct()
                .toList();
    }

    /** Whether there is any transaction at all. */
    boolean isAnythingThere(Optional<Set<TenantId>> only) {
        return jdbc.sql("""
                        select exists (
                            select from read_model.decision
                            where :tenants::text[] is null or tenant_id = any (:tenants::text[])
                        )
                        """).param("tenants", ids(only)).query(Boolean.class).single();
    }
}
