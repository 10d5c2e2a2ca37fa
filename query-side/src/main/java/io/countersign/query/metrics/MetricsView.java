package io.countersign.query.metrics;

import io.countersign.policy.TenantId;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads metrics, all from one snapshot of the projections, so that they agree with each other. */
@Component
class MetricsView {
    private final JdbcClient jdbc;
    private final WindowQueries windows;
    private final DriftQueries bins;
    private final Drifts drifts = new Drifts();
    private final TransactionTemplate snapshot;

    MetricsView(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.windows = new WindowQueries(jdbc);
        this.bins = new DriftQueries(jdbc);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    Metrics latest(Scope scope, Window window) {
        return inOneSnapshot(() -> read(scope, window));
    }

    /** The same with what plots show besides. */
    Board board(Scope scope, Window window) {
        return inOneSnapshot(() -> new Board(
                read(scope, window),
                windows.spend(scope, window.last()),
                windows.versions(scope.book()),
                windows.versions(TenantId.FIRM)));
    }

    private <T> T inOneSnapshot(Supplier<T> reading) {
        return snapshot.execute(status -> {
            // The plan is made for the values at hand: one tenant's week, or everyone's half year.
            jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
            return reading.get();
        });
    }

    private Metrics read(Scope scope, Window window) {
        Counts counts = windows.counts(scope, window);
        Drifts.Question question =
                new Drifts.Question(scope, window, windows.population(scope, window.earlier()), counts.population());
        Drifts.Indices drift = drifts.tell(
                question,
                () -> new Drifts.Indices(
                        bins.vendors(scope, window).psi(),
                        bins.amounts(scope, window).psi()));
        return Metrics.of(
                window,
                counts,
                windows.verdicts(scope, window),
                windows.present(scope, window.last()),
                drift,
                windows.versions(scope.book()));
    }
}
