package io.countersign.query.rules;

import static io.countersign.query.sql.SqlValues.instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.countersign.platform.rules.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** One version of a book, without its rules. */
record VersionRow(
        String versionId,
        String scope,
        int ruleCount,
        String change,
        String candidateId,
        String restoredFrom,
        String reason,
        String createdBy,
        Instant createdAt,
        @JsonIgnore int version,
        @JsonIgnore long position) {
    static final String SELECT = """
            select v.scope, v.version, v.change, v.candidate_id, v.restored_from, v.reason, v.created_by, v.created_at,
                   v.position,
                   (
                       select count(*)
                       from read_model.rule_version_rule r
                       where r.scope = v.scope
                         and r.from_version <= v.version
                         and (r.until_version is null or r.until_version > v.version)
                   ) as rule_count
            from read_model.rule_version v
            """;

    static VersionRow from(ResultSet row, int number) throws SQLException {
        Integer restoredFrom = row.getObject("restored_from", Integer.class);
        return new VersionRow(
                VersionId.of(row.getInt("version")),
                row.getString("scope"),
                row.getInt("rule_count"),
                row.getString("change"),
                row.getString("candidate_id"),
                restoredFrom == null ? null : VersionId.of(restoredFrom),
                row.getString("reason"),
                row.getString("created_by"),
                instant(row, "created_at"),
                row.getInt("version"),
                row.getLong("position"));
    }
}
