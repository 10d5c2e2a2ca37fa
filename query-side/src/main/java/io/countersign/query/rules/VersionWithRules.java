package io.countersign.query.rules;

import io.countersign.policy.Rule;
import java.time.Instant;
import java.util.List;

/** One version of a rule book with its rules; version 0 is empty and has no author. */
record VersionWithRules(
        String versionId,
        String scope,
        int ruleCount,
        String change,
        String candidateId,
        String restoredFrom,
        String reason,
        String createdBy,
        Instant createdAt,
        List<Rule> rules) {
    static VersionWithRules empty(String scope) {
        return new VersionWithRules("v0", scope, 0, null, null, null, null, null, null, List.of());
    }

    static VersionWithRules of(VersionRow row, List<Rule> rules) {
        return new VersionWithRules(
                row.versionId(),
                row.scope(),
                row.ruleCount(),
                row.change(),
                row.candidateId(),
                row.restoredFrom(),
                row.reason(),
                row.createdBy(),
                row.createdAt(),
                rules);
    }
}
