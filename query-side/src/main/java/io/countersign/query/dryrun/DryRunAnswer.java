package io.countersign.query.dryrun;

import java.util.List;
import java.util.Map;

/**
 * What a change would have done.
 *
 * @param affectedTxnIds first 100, oldest first, as are the conflicts
 * @param evaluatedAt    the books' versions now
 */
record DryRunAnswer(
        String candidateId,
        List<String> candidateIds,
        String tenantId,
        long population,
        Impact.Rates projectedImpact,
        Map<String, Impact.Delta> reasonDeltas,
        long affectedTransactions,
        List<String> affectedTxnIds,
        List<Impact.Conflict> conflicts,
        EvaluatedAt evaluatedAt) {
    /** @param txnIds of the transactions to show, by position */
    static DryRunAnswer of(
            List<String> candidates, String tenantId, Impact impact, Map<Long, String> txnIds, EvaluatedAt evaluatedAt) {
        return new DryRunAnswer(
                candidates.size() == 1 ? candidates.get(0) : null,
                candidates,
                tenantId,
                impact.population(),
                impact.rates(),
                impact.reasons(),
                impact.affected(),
                impact.affectedIds(txnIds),
                impact.conflicts(txnIds),
                evaluatedAt);
    }

    /** Version ids; tenant is null where several tenants were looked at. */
    record EvaluatedAt(String firm, String tenant) {}
}
