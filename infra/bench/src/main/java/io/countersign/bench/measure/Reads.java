package io.countersign.bench.measure;

import io.countersign.bench.data.Ledger;
import io.countersign.bench.http.Answer;
import io.countersign.bench.http.Request;
import io.countersign.bench.load.Outcome;
import io.countersign.bench.load.Workers;
import io.countersign.bench.report.Row;
import io.countersign.bench.system.Cpu;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Queries at a fixed rate, each kind by itself; tenants and vendors change from one query to the next. */
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
    public List<Row> run(Workbench bench) throws IOException, InterruptedException {
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

        List<Row> rows = new ArrayList<>();
        for (var query : queries.entrySet()) {
            rows.add(row(bench, query.getKey(), query.getValue()));
        }
        return rows;
    }

    private static Row row(Workbench bench, String what, LongFunction<String> path)
            throws IOException, InterruptedException {
        Workers workers = new Workers(bench.client(), WORKERS);
        Duration time = Duration.ofSeconds(bench.sizes().seconds());
        load(workers, time.dividedBy(4), path);
        Cpu idle = bench.program().cpu();
        Outcome outcome = load(workers, time, path);
        Cpu used = bench.program().cpu().since(idle);
        double p95 = outcome.latencies().millis(95);
        return Row.alone(
                "%s at %s entries, %s/s"
                        .formatted(what, Sizes.shown(bench.sizes().entries()), PER_SECOND),
                "%s%s (%s)"
                        .formatted(
                                outcome.latencies(),
                                outcome.failuresNote(),
                                used.each(outcome.latencies().count())),
                "p95 < %.0f ms".formatted(SLOWEST_MILLIS),
                p95 < SLOWEST_MILLIS && outcome.failures() == 0 && outcome.perSecond() >= KEPT_UP * PER_SECOND);
    }

    private static Outcome load(Workers workers, Duration time, LongFunction<String> path)
            throws IOException, InterruptedException {
        return workers.openLoop(time, PER_SECOND, (connection, number) -> {
            Answer answer = connection.send(Request.get(path.apply(number)));
            answer.text();
            return answer.ok();
        });
    }

    private static String tenant(long number) {
        return Ledger.tenant((int) (number % Ledger.TENANTS));
    }

    /** Steps through frequent and rare ones alike. */
    private static String vendor(long number) {
        return Ledger.vendor((int) (number * 37 % Ledger.VENDORS)).replace(" ", "%20");
    }
}
