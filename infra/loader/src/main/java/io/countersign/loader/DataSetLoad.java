package io.countersign.loader;

import io.countersign.loader.DataSetReport.Part;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Loads one data set: creates the tenants, imports the history and submits the later transactions for decision. Safe to repeat with the same plan: existing transactions return as {@code duplicate}.
 */
final class DataSetLoad {

    /**
     * {@code propose}: whether later transactions carry the proposals of {@link NaiveProposals}; {@code mine}: whether rules found in the history decide them instead.
     */
    record Plan(String tier, BigDecimal historyShare, boolean propose, boolean mine) {}

    private final CountersignClient countersign;
    private final Retry retry;
    private final Progress progress;
    private final Plan plan;

    DataSetLoad(CountersignClient countersign, Retry retry, Progress progress, Plan plan) {
        this.countersign = countersign;
        this.retry = retry;
        this.progress = progress;
        this.plan = plan;
    }

    DataSetReport run(DataSet set, TenantIds ids) throws LoadFailure {
        int created = createTenants(set, ids);
        var split = HistorySplit.of(set, plan.historyShare());
        var proposals = new NaiveProposals(plan.propose() && !plan.mine() ? split.history() : List.of());
        var history = send(
                "history",
                "/api/decisions/import",
                new HistoryCsv(),
                rows(split.history(), ids, it -> Optional.empty()));
        var tenants = set.tenants().stream().map(ids::idOf).toList();
        var mined = plan.mine() ? new RuleMining(countersign, retry, progress).run(tenants) : null;
        var later =
                send("later", "/api/decisions", new SubmissionNdjson(), rows(split.later(), ids, proposals::forOne));
        return new DataSetReport(set.name(), created, set.tenants().size() - created, history, mined, later);
    }

    private int createTenants(DataSet set, TenantIds ids) throws LoadFailure {
        int created = 0;
        for (String tenant : set.tenants()) {
            boolean isNew = retry.until(
                    "Tenant " + tenant, () -> countersign.createTenant(ids.idOf(tenant), tenant, plan.tier()));
            if (isNew) created++;
        }
        return created;
    }

    private Part send(String task, String path, RowFormat format, List<Row> rows) throws LoadFailure {
        var tally = new LoadTally();
        long start = System.nanoTime();
        try (var step = progress.begin(task, rows.size())) {
            new RowDelivery(countersign, retry).deliver(path, format, rows, (row, answer) -> {
                tally.add(row, answer);
                step.advance();
            });
        }
        return new Part(tally, Duration.ofNanos(System.nanoTime() - start));
    }

    private static List<Row> rows(
            List<Transaction> transactions, TenantIds ids, Function<Transaction, Optional<Proposal>> proposal) {
        return transactions.stream()
                .map(it -> new Row(ids.idOf(it.tenant()), it, proposal.apply(it).orElse(null)))
                .toList();
    }
}
