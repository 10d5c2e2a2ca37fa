package io.countersign.query.dryrun;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.countersign.policy.Reason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The result of a dry-run.
 *
 * @param baseline                 {@code recorded} or {@code current}: what the change is compared with
 * @param affectedTxnIds           the first 100, oldest first; the same holds for affected and conflicts
 * @param evaluatedAt              the present versions of the rule books
 * @param automationRateAsRecorded for pages: the recorded rate, independent of the baseline
 * @param conflicting              for pages: the conflicts with their transactions
 */
record DryRunAnswer(
        String candidateId,
        List<String> candidateIds,
        String tenantId,
        long population,
        String baseline,
        Impact.Rates projectedImpact,
        Map<String, Impact.Delta> reasonDeltas,
        long affectedTransactions,
        List<String> affectedTxnIds,
        List<Impact.Affected> affected,
        Impact.NewlyAutoPosted newlyAutoPosted,
        List<Impact.Conflict> conflicts,
        EvaluatedAt evaluatedAt,
        @JsonIgnore BigDecimal automationRateAsRecorded,
        @JsonIgnore List<Impact.Affected> conflicting) {
    static DryRunAnswer of(
            List<String> candidates, String tenantId, DryRun.Findings findings, EvaluatedAt evaluatedAt) {
        Impact impact = findings.impact();
        List<Impact.Affected> affected = impact.affected(findings.transactions());
        List<Impact.Affected> conflicting = impact.conflicting(findings.transactions());
        return new DryRunAnswer(
                candidates.size() == 1 ? candidates.get(0) : null,
                candidates,
                tenantId,
                impact.population(),
                findings.baseline().wireName(),
                impact.rates(),
                impact.reasons(),
                impact.affected(),
                affected.stream().map(Impact.Affected::txnId).toList(),
                affected,
                impact.newlyAutoPosted(),
                conflicting.stream().map(Impact.Conflict::of).toList(),
                evaluatedAt,
                impact.recordedRate(),
                conflicting);
    }

    /** The reasons in the order of their priority. */
    public List<Map.Entry<String, Impact.Delta>> reasonsInOrder() {
        return Stream.of(Reason.values())
                .map(Reason::wireName)
                .filter(reasonDeltas::containsKey)
                .map(reason -> Map.entry(reason, reasonDeltas.get(reason)))
                .toList();
    }

    /** Version ids; tenant is null if decisions of several tenants were evaluated. */
    record EvaluatedAt(String firm, String tenant) {}
}
