package io.countersign.bench.measure;

import io.countersign.bench.data.TransactionGenerator;
import io.countersign.bench.http.Answer;
import io.countersign.bench.http.Request;
import io.countersign.bench.load.LoadGenerator;
import io.countersign.bench.load.LoadResult;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Queries at a fixed rate, one kind at a time, with changing tenants and vendors. */
final class Reads implements Measurement {
    private static final int WORKERS = 32;
    private static final int PER_SECOND = 500;
    private static final double SLOWEST_MILLIS = 10;
    private static final double KEPT_UP = 0.98;

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        Map<String, LongFunction<String>> queries = new LinkedHashMap<>();
        queries.put("a tenant", number -> "/api/tenants/" + tenant(number));
        queries.put("audit page", number -> "/api/audit");
        queries.put("audit page of a tenant", number -> "/api/audit?tenant_id=" + tenant(number));
        queries.put(
                "audit page of a tenant and action",
                number -> "/api/audit?tenant_id=%s&action=%s"
                        .formatted(tenant(number), number % 2 == 0 ? "reviewed" : "auto_posted"));
        queries.put("audit page of a vendor", number -> "/api/audit?vendor=" + vendor(number));

        List<ResultRow> rows = new ArrayList<>();
        for (var query : queries.entrySet()) {
            rows.add(row(bench, query.getKey(), query.getValue()));
        }
        return rows;
    }

    private static ResultRow row(Workbench bench, String what, LongFunction<String> path)
            throws IOException, InterruptedException {
        LoadGenerator workers = new LoadGenerator(bench.client(), WORKERS);
        Duration time = Duration.ofSeconds(bench.sizes().seconds());
        load(workers, time.dividedBy(4), path);
        CpuTime idle = bench.program().cpu();
        LoadResult outcome = load(workers, time, path);
        CpuTime used = bench.program().cpu().since(idle);
        double p95 = outcome.latencies().millis(95);
        return ResultRow.alone(
                "%s at %s entries, %s/s"
                        .formatted(what, MeasurementSizes.shown(bench.sizes().entries()), PER_SECOND),
                "%s%s (%s)"
                        .formatted(
                                outcome.latencies(),
                                outcome.failuresNote(),
                                used.each(outcome.latencies().count())),
                "p95 < %.0f ms".formatted(SLOWEST_MILLIS),
                p95 < SLOWEST_MILLIS && outcome.failures() == 0 && outcome.perSecond() >= KEPT_UP * PER_SECOND);
    }

    private static LoadResult load(LoadGenerator workers, Duration time, LongFunction<String> path)
            throws IOException, InterruptedException {
        return workers.openLoop(time, PER_SECOND, (connection, number) -> {
            Answer answer = connection.send(Request.get(path.apply(number)));
            answer.text();
            return answer.ok();
        });
    }

    private static String tenant(long number) {
        return TransactionGenerator.tenant((int) (number % TransactionGenerator.TENANTS));
    }

    /** Steps through frequent and rare values alike. */
    private static String vendor(long number) {
        return TransactionGenerator.vendor((int) (number * 37 % TransactionGenerator.VENDORS))
                .replace(" ", "%20");
    }
}
