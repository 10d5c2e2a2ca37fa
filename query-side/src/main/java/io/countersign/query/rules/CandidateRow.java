package io.countersign.query.rules;

import static io.countersign.query.sql.SqlValues.instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.countersign.events.rules.Candidate;
import io.countersign.policy.Rule;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;

/**
 * A candidate.
 *
 * @param tenantId null for the firm
 * @param status   {@code accepted} while its rule is in force, {@code rolled_back} if it no longer is, otherwise {@code pending} or {@code rejected}
 */
public record CandidateRow(
        String id,
        String tenantId,
        String vendorPattern,
        String type,
        BigDecimal amountMin,
        BigDecimal amountMax,
        String department,
        String suggestedAccount,
        Evidence evidence,
        String explanation,
        String status,
        String reviewedBy,
        Instant reviewedAt,
        String reviewReason,
        String createdBy,
        Instant createdAt,
        @JsonIgnore String scope,
        @JsonIgnore long position) {
    /** The rule that accepting this candidate adds. */
    public Rule rule() {
        Candidate.Evidence told = new Candidate.Evidence(evidence.count(), evidence.precision(), evidence.stdDev());
        return new Candidate(
                        id,
                        Rule.Type.valueOf(type.toUpperCase(Locale.ROOT)),
                        vendorPattern,
                        suggestedAccount,
                        amountMin,
                        amountMax,
                        department,
                        told,
                        explanation)
                .rule();
    }

    static final String SELECT = """
            select candidate_id, scope, nullif(scope, 'firm') as tenant_id, pattern, type, amount_min, amount_max,
                   department, account, evidence_count, precision, std_dev, explanation, status, reviewed_by, reviewed_at,
                   review_reason, created_by, created_at, position
            from (
                select c.*,
                       case
                           when book.active then 'accepted'
                           when book.active is not null and c.reviewed <> 'rejected' then 'rolled_back'
                           else c.reviewed
                       end as status
                from read_model.rule_candidate c
                left join lateral (
                    select bool_or(r.until_version is null) as active
                    from read_model.rule_version_rule r
                    where r.candidate_id = c.candidate_id and r.scope = c.scope
                ) book on true
            ) candidate
            """;

    static CandidateRow from(ResultSet row, int number) throws SQLException {
        return new CandidateRow(
                row.getString("candidate_id"),
                row.getString("tenant_id"),
                row.getString("pattern"),
                row.getString("type"),
                row.getBigDecimal("amount_min"),
                row.getBigDecimal("amount_max"),
                row.getString("department"),
                row.getString("account"),
                new Evidence(
                        row.getInt("evidence_count"), row.getBigDecimal("precision"), row.getBigDecimal("std_dev")),
                row.getString("explanation"),
                row.getString("status"),
                row.getString("reviewed_by"),
                instant(row, "reviewed_at"),
                row.getString("review_reason"),
                row.getString("created_by"),
                instant(row, "created_at"),
                row.getString("scope"),
                row.getLong("position"));
    }

    public record Evidence(int count, BigDecimal precision, BigDecimal stdDev) {}
}
