package io.countersign.query.dryrun;

import io.countersign.platform.limits.ConcurrencyLimit;
import io.countersign.platform.limits.LimitProperties;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.DecisionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the decision function again over recorded inputs with one change. Writes nothing, looks at one snapshot of the
 * projections, and evaluates only decisions whose outcome may change. A few run at once, and none for longer than a minute,
 * so that those who merely read aren't kept waiting by those who wonder.
 */
@Component
class DryRun {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final RecordedDecisions decisions;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final ConcurrencyLimit atOnce;

    DryRun(
            RecordedDecisions decisions,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            LimitProperties limits) {
        this.decisions = decisions;
        this.jdbc = jdbc;
        this.atOnce = new ConcurrencyLimit(limits.dryRuns(), ErrorCode.TOO_MANY_DRY_RUNS, "dry-runs", PATIENCE);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** What came of it, and the transactions to show by position. */
    record Findings(Impact impact, Map<Long, String> txnIds) {}

    /** @throws io.countersign.platform.web.Refusal if there are no decisions to run over, or too many run already */
    Findings run(Population population, Change change, String userId) {
        try (ConcurrencyLimit.Place place = atOnce.take(userId, PATIENCE)) {
            return snapshot.execute(status -> find(population, change));
        }
    }

    private Findings find(Population population, Change change) {
        // The plan is made for the values at hand: a few vendors' decisions, or nearly all.
        jdbc.execute("set local plan_cache_mode = force_custom_plan");
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Impact impact = new Impact(decisions.counts(population));
        if (impact.population() == 0) {
            throw ErrorCode.INVALID_REQUEST.because("There are no decisions to run the change over");
        }
        Reach reach = change.reach(known(population));
        if (!reach.isNowhere()) {
            ReadAhead<Recorded> evaluation = new ReadAhead<>(
                    recorded -> impact.compare(recorded, DecisionPolicy.decide(change.applied(recorded))));
            decisions.forEach(population, reach, recorded -> {
                mustBeBefore(deadline);
                evaluation.accept(recorded);
            });
            evaluation.finish();
        }
        return new Findings(impact, decisions.txnIds(impact.shownPositions()));
    }

    private static void mustBeBefore(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw ErrorCode.UNAVAILABLE.because("This dry-run took longer than a minute; narrow it with from and to");
        }
    }

    private Change.Known known(Population population) {
        return new Change.Known() {
            @Override
            public List<String> vendors() {
                return decisions.vendors(population);
            }

            @Override
            public List<Integer> versions(boolean ofFirm) {
                return decisions.versions(population, ofFirm);
            }
        };
    }
}
