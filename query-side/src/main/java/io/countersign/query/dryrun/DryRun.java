package io.countersign.query.dryrun;

import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.DecisionPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the decision function again over recorded inputs with one change. Writes nothing, and looks at one snapshot of the
 * projections; only decisions whose outcome may change are evaluated.
 */
@Component
class DryRun {
    private final RecordedDecisions decisions;
    private final TransactionTemplate snapshot;

    DryRun(RecordedDecisions decisions, PlatformTransactionManager transactions) {
        this.decisions = decisions;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** @throws io.countersign.platform.web.Refusal if there are no decisions to run over */
    Impact run(List<Population> populations, Function<Population, Change> changes) {
        return snapshot.execute(status -> {
            Map<String, Long> before = new TreeMap<>();
            populations.forEach(population -> decisions
                    .counts(population)
                    .forEach((reason, count) -> before.merge(reason, count, Long::sum)));
            Impact impact = new Impact(before);
            if (impact.population() == 0) {
                throw ErrorCode.INVALID_REQUEST.because("There are no decisions to run the change over");
            }
            List<String> vendors = null;
            for (Population population : populations) {
                Change change = changes.apply(population);
                if (change.vendors().isPresent() && vendors == null) {
                    vendors = decisions.vendors();
                }
                evaluate(population, change, vendors, impact);
            }
            return impact;
        });
    }

    private void evaluate(Population population, Change change, List<String> vendors, Impact impact) {
        List<String> reached =
                change.vendors().map(reach -> vendors.stream().filter(reach).toList()).orElse(null);
        if (reached == null || !reached.isEmpty()) {
            decisions.forEach(population, reached, recorded -> impact.compare(
                    recorded, DecisionPolicy.decide(change.applied(recorded.inputs()))));
        }
    }
}
