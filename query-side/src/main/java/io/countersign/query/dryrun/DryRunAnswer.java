package io.countersign.query.dryrun;

import io.countersign.policy.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** The reasons in the order in which they count. */
    public List<Map.Entry<String, Impact.Delta>> reasonsInOrder() {
        return Stream.of(Reason.values())
                .map(Reason::wireName)
                .filter(reasonDeltas::containsKey)
                .map(reason -> Map.entry(reason, reasonDeltas.get(reason)))
                .toList();
    }

    /** Version ids; tenant is null where several tenants were looked at. */
    record EvaluatedAt(String firm, String tenant) {}
}
