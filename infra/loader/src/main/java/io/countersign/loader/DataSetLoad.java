package io.countersign.loader;

import io.countersign.loader.DataSetReport.Part;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes one data set through the service: tenants, history as booked, then the later transactions for decision. Safe to
 * repeat with the same plan: what is there already comes back as {@code duplicate}.
 */
final class Load {

    /**
     * {@code propose}: whether later transactions carry what {@link NaiveProposals} says; {@code mine}: whether rules that
     * are found in the history decide them instead.
     */
    record Plan(String tier, BigDecimal historyShare, boolean propose, boolean mine) {}

    private final Countersign countersign;
    private final Retry retry;
    private final Progress progress;
    private final Plan plan;

    Load(Countersign countersign, Retry retry, Progress progress, Plan plan) {
        this.countersign = countersign;
        this.retry = retry;
        this.progress = progress;
        this.plan = plan;
    }

    DataSetReport run(DataSet set, TenantIds ids) throws LoadFailure {
        int made = makeTenants(set, ids);
        var split = HistorySplit.of(set, plan.historyShare());
        var proposals = new NaiveProposals(plan.propose() && !plan.mine() ? split.history() : List.of());
        var history = send(
                "history",
                "/api/decisions/import",
                new HistoryCsv(),
                rows(split.history(), ids, it -> Optional.empty()));
        var tenants = set.tenants().stream().map(ids::idOf).toList();
        var mined = plan.mine() ? new Mining(countersign, retry, progress).run(tenants) : null;
        var later = send("later", "/api/decisions", new SubmissionLines(), rows(split.later(), ids, proposals::forOne));
        return new DataSetReport(set.name(), made, set.tenants().size() - made, history, mined, later);
    }

    private int makeTenants(DataSet set, TenantIds ids) throws LoadFailure {
        int made = 0;
        for (String tenant : set.tenants()) {
            boolean isNew = retry.until(
                    "Tenant " + tenant, () -> countersign.createTenant(ids.idOf(tenant), tenant, plan.tier()));
            if (isNew) made++;
        }
        return made;
    }

    private Part send(String task, String path, RowFormat format, List<Row> rows) throws LoadFailure {
        var tally = new Tally();
        long start = System.nanoTime();
        try (var step = progress.begin(task, rows.size())) {
            new Delivery(countersign, retry).deliver(path, format, rows, (row, answer) -> {
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
