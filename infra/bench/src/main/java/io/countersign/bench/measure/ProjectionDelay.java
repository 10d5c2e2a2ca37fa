package io.countersign.bench.measure;

import io.countersign.bench.data.TransactionGenerator;
import io.countersign.bench.http.Answer;
import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import io.countersign.bench.load.Latencies;
import io.countersign.bench.load.LoadGenerator;
import io.countersign.bench.load.LoadResult;
import io.countersign.bench.load.LoadTask;
import io.countersign.bench.report.ResultRow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The time from the response of a command until all projections include it. Right after the response, a query with its consistency token is sent, which waits for the projections; the median time of a plain query at rest is subtracted. The result is an upper bound, because it includes the delay of any query on a busy service.
 */
final class ProjectionDelay implements Measurement {
    private static final int WORKERS = 32;
    private static final int PER_SECOND = 500;
    private static final int PROBE_EVERY = 10;
    private static final int AT_REST_PER_SECOND = 20;
    private static final double SLOWEST_MILLIS = 50;
    private static final double KEPT_UP = 0.98;

    @Override
    public String name() {
        return "visibility";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        Duration time = Duration.ofSeconds(bench.sizes().seconds());
        LoadGenerator one = new LoadGenerator(bench.client(), 1);
        double plain = one.openLoop(time, AT_REST_PER_SECOND, (connection, number) -> query(connection, number, null))
                .latencies()
                .millis(50);
        Latencies atRest = new Latencies();
        one.openLoop(time, AT_REST_PER_SECOND, new Probe(1, atRest));

        Latencies underLoad = new Latencies();
        LoadGenerator many = new LoadGenerator(bench.client(), WORKERS);
        many.openLoop(time.dividedBy(4), PER_SECOND, new Probe(PROBE_EVERY, new Latencies()));
        LoadResult load = many.openLoop(time, PER_SECOND, new Probe(PROBE_EVERY, underLoad));
        bench.awaitProjections();

        boolean keptUp = load.perSecond() >= KEPT_UP * PER_SECOND && load.failures() == 0;
        return List.of(
                row("idle", atRest, plain, "", true),
                row(
                        "at %s commands/s".formatted(PER_SECOND),
                        underLoad,
                        plain,
                        ", %,.0f commands/s%s".formatted(load.perSecond(), load.failuresNote()),
                        keptUp));
    }

    private static ResultRow row(String when, Latencies probes, double plain, String note, boolean keptUp) {
        double p95 = probes.millis(95) - plain;
        return ResultRow.alone(
                "answered → visible in every projection, " + when,
                "p50 %.1f, p95 %.1f, p99 %.1f ms%s"
                        .formatted(probes.millis(50) - plain, p95, probes.millis(99) - plain, note),
                "p95 < %.0f ms".formatted(SLOWEST_MILLIS),
                keptUp && p95 < SLOWEST_MILLIS);
    }

    private static boolean query(Connection connection, long number, String consistency) throws IOException {
        Request request = Request.get(
                "/api/tenants/" + TransactionGenerator.tenant((int) (number % TransactionGenerator.TENANTS)));
        Answer answer =
                connection.send(consistency == null ? request : request.with("Countersign-Consistency", consistency));
        answer.text();
        return answer.ok();
    }

    /** Changes settings, and queries the change after every n-th one. */
    private static final class Probe implements LoadTask {
        private final SettingsChanges settings = new SettingsChanges();
        private final int every;
        private final Latencies visible;

        private Probe(int every, Latencies visible) {
            this.every = every;
            this.visible = visible;
        }

        @Override
        public boolean run(Connection connection, long number) throws IOException {
            String consistency = settings.accepted(connection, number);
            if (consistency == null || number % every != 0) {
                return consistency != null;
            }
            long answered = System.nanoTime();
            boolean found = query(connection, number, consistency);
            visible.record(System.nanoTime() - answered);
            return found;
        }
    }
}
