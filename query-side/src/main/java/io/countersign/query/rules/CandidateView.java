package io.countersign.query.rules;

import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads candidates. */
@Component
public class CandidateView {
    private final JdbcClient jdbc;

    CandidateView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<CandidateRow> find(String candidateId) {
        return jdbc.sql(CandidateRow.SELECT + "where candidate_id = :candidate")
                .param("candidate", candidateId)
                .query(CandidateRow::from)
                .optional();
    }

    /**
     * @param status null for all
     * @param scopes to choose from; empty for all
     */
    Page<CandidateRow> list(String status, Optional<List<String>> scopes, Paging paging) {
        return paging.page(
                jdbc.sql(CandidateRow.SELECT + """
                                where position < :before
                                  and (:status::text is null or status = :status)
                                  and (:scopes::text[] is null or scope = any (:scopes::text[]))
                                order by position desc
                                limit :limit
                                """)
                        .param("before", paging.before())
                        .param("status", status)
                        .param(
                                "scopes",
                                scopes.map(s -> s.toArray(String[]::new)).orElse(null))
                        .param("limit", paging.limit() + 1)
                        .query(CandidateRow::from)
                        .list(),
                CandidateRow::position);
    }

    /** The candidates of one rule book with one of these statuses. */
    Page<CandidateRow> list(String scope, List<String> statuses, Paging paging) {
        return paging.page(
                jdbc.sql(CandidateRow.SELECT + """
                                where scope = :scope and position < :before and status = any (:statuses)
                                order by position desc
                                limit :limit
                                """)
                        .param("scope", scope)
                        .param("before", paging.before())
                        .param("statuses", statuses.toArray(String[]::new))
                        .param("limit", paging.fetch())
                        .query(CandidateRow::from)
                        .list(),
                CandidateRow::position);
    }

    /** The number of candidates of a rule book, by status. */
    Map<String, Long> counts(String scope) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select status, count(*) as candidates from (" + CandidateRow.SELECT + """
                        where scope = :scope) of_scope
                        group by status
                        """)
                .param("scope", scope)
                .query(row -> {
                    counts.put(row.getString("status"), row.getLong("candidates"));
                });
        return counts;
    }
}
