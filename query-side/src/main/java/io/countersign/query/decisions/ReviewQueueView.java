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

/** Reads the decisions to review. */
@Component
class ReviewQueueView {
    /** How many recent transactions are searched for accounts of a tenant. The bound keeps the query fast. */
    private static final int RECENT = 5_000;

    private static final int ACCOUNTS = 300;
    /** Counting stops here: larger numbers take long to count. */
    private static final int COUNTED = 10_000;

    private static final String TO_REVIEW = """
            action = 'reviewed' and outcome = 'open'
              and (:tenants::text[] is null or tenant_id = any (:tenants::text[]))
              and (:vendor::text is null or position(:vendor in translate(vendor_normalized, 'ςı', 'σi')) > 0)
            """;

    private final JdbcClient jdbc;

    ReviewQueueView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param only the tenants to choose from; empty for all */
    Page<DecisionRow> list(ReviewFilter filter, Optional<Set<TenantId>> only, Paging paging) {
        return paging.page(
                filtered("""
                                select %s
                                from read_model.decision
                                where %s
                                  and (:reason::text is null or :reason = any (reasons))
                                  and position < :before
                                order by position desc
                                limit :limit
                                """.formatted(DecisionRow.COLUMNS, TO_REVIEW), filter, only)
                        .param(
                                "reason",
                                filter.reason() == null ? null : filter.reason().wireName())
                        .param("before", paging.before())
                        .param("limit", paging.fetch())
                        .query(DecisionRow::from)
                        .list(),
                DecisionRow::position);
    }

    /** The number of decisions to review by reason, ignoring the reason of the filter. */
    ReviewQueueCounts counts(ReviewFilter filter, Optional<Set<TenantId>> only) {
        return ReviewQueueCounts.of(
                filtered("""
                        select reasons, count(*) as decisions
                        from (
                            select reasons
                            from read_model.decision
                            where %s
                            limit :counted
                        ) waiting
                        group by reasons
                        """.formatted(TO_REVIEW), filter, only)
                        .param("counted", COUNTED)
                        .query(ReviewQueueView::reasonSet)
                        .list(),
                COUNTED);
    }

    private static ReviewQueueCounts.ReasonSet reasonSet(ResultSet row, int number) throws SQLException {
        return new ReviewQueueCounts.ReasonSet(
                List.of((String[]) row.getArray("reasons").getArray()), row.getLong("decisions"));
    }

    private JdbcClient.StatementSpec filtered(String sql, ReviewFilter filter, Optional<Set<TenantId>> only) {
        Optional<Set<TenantId>> tenants = filter.tenant() == null ? only : Optional.of(Set.of(filter.tenant()));
        return jdbc.sql(sql).param("tenants", ids(tenants)).param("vendor", filter.vendorNormalized());
    }

    /** The accounts of the tenant's recent transactions, most common first. */
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

    /** Whether these tenants have any transaction. */
    boolean isAnythingThere(Optional<Set<TenantId>> only) {
        return jdbc.sql("""
                        select exists (
                            select from read_model.decision
                            where :tenants::text[] is null or tenant_id = any (:tenants::text[])
                        )
                        """).param("tenants", ids(only)).query(Boolean.class).single();
    }
}
