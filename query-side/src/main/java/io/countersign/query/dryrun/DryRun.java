package io.countersign.query.dryrun;

import io.countersign.platform.limits.ConcurrencyLimit;
import io.countersign.platform.limits.LimitProperties;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the decision function again over recorded inputs with one change, on top of what was in force then or of what is
 * now. Writes nothing, looks at one snapshot of the projections, and evaluates only decisions whose outcome may change. A
 * few run at once, and none for longer than a minute, so that those who merely read aren't kept waiting by those who
 * wonder.
 */
@Component
class DryRun {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final RecordedDecisions decisions;
    private final InForceNowView inForce;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final ConcurrencyLimit atOnce;

    DryRun(
            RecordedDecisions decisions,
            InForceNowView inForce,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            LimitProperties limits) {
        this.decisions = decisions;
        this.inForce = inForce;
        this.jdbc = jdbc;
        this.atOnce = new ConcurrencyLimit(limits.dryRuns(), ErrorCode.TOO_MANY_DRY_RUNS, "dry-runs", PATIENCE);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** What came of it, and the transactions to show by position. */
    record Findings(Baseline baseline, Impact impact, Map<Long, ShownTransaction> transactions) {}

    /** @throws io.countersign.platform.web.Refusal if there are no decisions to run over, or too many run already */
    Findings run(Population population, Change change, Baseline baseline, String userId) {
        try (ConcurrencyLimit.Place place = atOnce.take(userId, PATIENCE)) {
            return snapshot.execute(status -> find(population, change, baseline));
        }
    }

    private Findings find(Population population, Change change, Baseline baseline) {
        // The plan is made for the values at hand: a few vendors' decisions, or nearly all.
        jdbc.execute("set local plan_cache_mode = force_custom_plan");
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Impact impact = new Impact(decisions.counts(population));
        if (impact.population() == 0) {
            throw ErrorCode.INVALID_REQUEST.because("There are no decisions to run the change over");
        }
        Reach ofChange = change.reach(known(population));
        Reach reach = baseline == Baseline.CURRENT ? ofChange.or(InForceNow.REACH) : ofChange;
        if (!reach.isNowhere()) {
            ReadAhead<Recorded> evaluation = new ReadAhead<>(comparison(population, change, baseline, impact));
            decisions.forEach(population, reach, recorded -> {
                mustBeBefore(deadline);
                evaluation.accept(recorded);
            });
            evaluation.finish();
        }
        return new Findings(baseline, impact, decisions.transactions(impact.shownPositions()));
    }

    private Consumer<Recorded> comparison(Population population, Change change, Baseline baseline, Impact impact) {
        if (baseline == Baseline.RECORDED) {
            return recorded -> impact.compare(recorded, recorded.result(), decided(change.applied(recorded)));
        }
        InForceNow now = inForce.of(population);
        return recorded -> {
            Recorded madeNow = now.applied(recorded);
            impact.compare(recorded, decided(madeNow.inputs()), decided(change.applied(madeNow)));
        };
    }

    private static Result decided(DecisionInputs inputs) {
        return Result.of(DecisionPolicy.decide(inputs));
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
