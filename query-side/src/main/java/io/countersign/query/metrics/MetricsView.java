package io.countersign.query.metrics;

import io.countersign.policy.TenantId;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads metrics from one snapshot of the read model, so that they are consistent. */
@Component
class MetricsView {
    private final JdbcClient jdbc;
    private final WindowQueries windows;
    private final DriftQueries driftQueries;
    private final DriftCache driftCache = new DriftCache();
    private final TransactionTemplate snapshot;

    MetricsView(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.windows = new WindowQueries(jdbc);
        this.driftQueries = new DriftQueries(jdbc);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    Metrics latest(MetricsScope scope, Window window) {
        return inSnapshot(() -> read(scope, window));
    }

    /** The metrics with the further data for plots. */
    MetricsBoard board(MetricsScope scope, Window window) {
        return inSnapshot(() -> new MetricsBoard(
                read(scope, window),
                windows.spend(scope, window.last()),
                windows.versions(scope.book()),
                windows.versions(TenantId.FIRM)));
    }

    private <T> T inSnapshot(Supplier<T> reading) {
        return snapshot.execute(status -> {
            // Plan the queries for these values: they may cover a week of one tenant or half a year of all.
            jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
            return reading.get();
        });
    }

    private Metrics read(MetricsScope scope, Window window) {
        ReasonCounts counts = windows.counts(scope, window);
        DriftCache.Key key =
                new DriftCache.Key(scope, window, windows.population(scope, window.earlier()), counts.population());
        DriftCache.Indices drift = driftCache.get(
                key,
                () -> new DriftCache.Indices(
                        driftQueries.vendors(scope, window).psi(),
                        driftQueries.amounts(scope, window).psi()));
        return Metrics.of(
                window,
                counts,
                windows.verdicts(scope, window),
                windows.currentFigures(scope, window.last()),
                drift,
                windows.versions(scope.book()));
    }
}
