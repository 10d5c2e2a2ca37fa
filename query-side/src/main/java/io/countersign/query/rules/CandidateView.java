package io.countersign.query.rules;

import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import java.util.List;
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
                        .param("scopes", scopes.map(s -> s.toArray(String[]::new)).orElse(null))
                        .param("limit", paging.limit() + 1)
                        .query(CandidateRow::from)
                        .list(),
                CandidateRow::position);
    }
}
