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
 * Runs the decision function again on recorded inputs with one change, applied to the rules and settings of that time or of now. It writes nothing, reads one snapshot of the read model, and evaluates only decisions whose outcome may change. The number of concurrent runs and their duration (one minute) are limited, so that they do not slow down other queries.
 */
@Component
class DryRun {
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final Duration MAX_DURATION = Duration.ofMinutes(1);

    private final RecordedDecisionReader decisions;
    private final CurrentRulesAndSettingsView inForce;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final ConcurrencyLimit atOnce;

    DryRun(
            RecordedDecisionReader decisions,
            CurrentRulesAndSettingsView inForce,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            LimitProperties limits) {
        this.decisions = decisions;
        this.inForce = inForce;
        this.jdbc = jdbc;
        this.atOnce = new ConcurrencyLimit(limits.dryRuns(), ErrorCode.TOO_MANY_DRY_RUNS, "dry-runs", MAX_WAIT);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The result, with the transactions to show by position. */
    record Findings(Baseline baseline, Impact impact, Map<Long, TransactionSummary> transactions) {}

    /** @throws io.countersign.platform.web.Refusal if no decisions are selected, or too many dry-runs are running */
    Findings run(DecisionSelection selection, DryRunChange change, Baseline baseline, String userId) {
        try (ConcurrencyLimit.Place place = atOnce.take(userId, MAX_WAIT)) {
            return snapshot.execute(status -> find(selection, change, baseline));
        }
    }

    private Findings find(DecisionSelection selection, DryRunChange change, Baseline baseline) {
        // Plan the queries for these values: they may select few decisions or nearly all.
        jdbc.execute("set local plan_cache_mode = force_custom_plan");
        long deadline = System.nanoTime() + MAX_DURATION.toNanos();
        Impact impact = new Impact(decisions.counts(selection));
        if (impact.population() == 0) {
            throw ErrorCode.INVALID_REQUEST.because("There are no decisions to run the change over");
        }
        AffectedDecisions affectedByChange = change.affected(facts(selection));
        AffectedDecisions affected =
                baseline == Baseline.CURRENT ? affectedByChange.or(CurrentRulesAndSettings.AFFECTED) : affectedByChange;
        if (!affected.isNone()) {
            ReadAhead<RecordedDecision> evaluation = new ReadAhead<>(comparison(selection, change, baseline, impact));
            decisions.forEach(selection, affected, recorded -> {
                mustBeBefore(deadline);
                evaluation.accept(recorded);
            });
            evaluation.finish();
        }
        return new Findings(baseline, impact, decisions.transactions(impact.shownPositions()));
    }

    private Consumer<RecordedDecision> comparison(
            DecisionSelection selection, DryRunChange change, Baseline baseline, Impact impact) {
        if (baseline == Baseline.RECORDED) {
            return recorded -> impact.compare(recorded, recorded.result(), decided(change.applied(recorded)));
        }
        CurrentRulesAndSettings now = inForce.of(selection);
        return recorded -> {
            RecordedDecision madeNow = now.applied(recorded);
            impact.compare(recorded, decided(madeNow.inputs()), decided(change.applied(madeNow)));
        };
    }

    private static DecisionResult decided(DecisionInputs inputs) {
        return DecisionResult.of(DecisionPolicy.decide(inputs));
    }

    private static void mustBeBefore(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw ErrorCode.UNAVAILABLE.because("This dry-run took longer than a minute; narrow it with from and to");
        }
    }

    private DryRunChange.DecisionFacts facts(DecisionSelection selection) {
        return new DryRunChange.DecisionFacts() {
            @Override
            public List<String> vendors() {
                return decisions.vendors(selection);
            }

            @Override
            public List<Integer> versions(boolean ofFirm) {
                return decisions.versions(selection, ofFirm);
            }
        };
    }
}
