package io.countersign.bench.measure;

import io.countersign.bench.data.StreamedRequest;
import io.countersign.bench.http.Client;
import io.countersign.bench.load.LoadGenerator;
import io.countersign.bench.load.LoadResult;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The same load on one and on three programs of each side: {@value #STREAMS} concurrent streams of different tenants, then {@value #CLIENTS} clients that change settings. On one machine all programs share the processors, so this measures the overhead of several nodes, not their gain.
 */
final class SeveralNodes implements Measurement {
    private static final int STREAMS = 3;
    private static final int CLIENTS = 16;
    private static final List<Integer> NODES = List.of(1, 3);
    /** About the time the JVMs need to compile the code of a command. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private static final double SLOWEST_MILLIS = 100;
    private static final double LEAST = 0.5;

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        for (int i = 0; i < STREAMS; i++) {
            bench.ensureTenant(tenant(i));
        }
        bench.awaitProjections();
        bench.program().close();
        try {
            List<ResultRow> rows = new ArrayList<>();
            double alone = 0;
            for (int nodes : NODES) {
                try (SeparateNodes cluster = SeparateNodes.start(bench, nodes)) {
                    decide(bench, cluster, streams(bench, cluster, bench.sizes().decisions() / 5));
                    double rate = decisions(bench, cluster, nodes, alone, rows);
                    alone = alone == 0 ? rate : alone;
                    rows.add(commands(bench, cluster, nodes));
                }
            }
            return rows;
        } finally {
            bench.program().start(List.of());
        }
    }

    private static String tenant(int stream) {
        return "nodes-" + stream;
    }

    private static double decisions(
            Workbench bench, SeparateNodes cluster, int nodes, double alone, List<ResultRow> rows)
            throws IOException, InterruptedException {
        int count = bench.sizes().decisions();
        bench.database().sql("checkpoint");
        CpuTime idle = cluster.cpu();
        List<List<byte[]>> streams = streams(bench, cluster, count);
        double rate = count / Timing.seconds(() -> decide(bench, cluster, streams));
        CpuTime used = cluster.cpu().since(idle);
        String what = "decisions of %s streams, %s, on %s + %s nodes"
                .formatted(STREAMS, MeasurementSizes.shown(count), nodes, nodes);
        String figure = "%,.0f/s until projected (%s)".formatted(rate, used.each(count));
        rows.add(
                alone == 0
                        ? ResultRow.alone(what, figure, "", true)
                        : ResultRow.against(
                                what,
                                figure,
                                "1 + 1 nodes: %,.0f/s".formatted(alone),
                                rate / alone,
                                "≥ %.1f".formatted(LEAST),
                                rate / alone >= LEAST));
        return rate;
    }

    /** This number of transactions in equal streams. */
    private static List<List<byte[]>> streams(Workbench bench, SeparateNodes cluster, int count) throws IOException {
        List<List<byte[]>> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(bench.newTransactions(tenant(i), cluster.queries()).toDecide(count / STREAMS));
        }
        return streams;
    }

    /** Sends each stream to the next node and waits for the projections. */
    private static void decide(Workbench bench, SeparateNodes cluster, List<List<byte[]>> streams)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(STREAMS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                Client client = cluster.commands().get(i % cluster.commands().size());
                List<byte[]> transactions = streams.get(i);
                running.add(threads.submit(() -> StreamedRequest.send(client, StreamedRequest.DECIDE, transactions)));
            }
            for (Future<?> stream : running) {
                stream.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("A stream broke off", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        bench.awaitProjections(cluster.queries());
    }

    private static ResultRow commands(Workbench bench, SeparateNodes cluster, int nodes)
            throws IOException, InterruptedException {
        LoadGenerator clients = new LoadGenerator(cluster.commands(), CLIENTS);
        clients.closedLoop(WARM_UP, new SettingsChanges()::send);
        bench.database().sql("checkpoint");
        CpuTime idle = cluster.cpu();
        LoadResult outcome =
                clients.closedLoop(Duration.ofSeconds(bench.sizes().seconds()), new SettingsChanges()::send);
        bench.awaitProjections(cluster.queries());
        CpuTime used = cluster.cpu().since(idle);
        double p95 = outcome.latencies().millis(95);
        return ResultRow.alone(
                "settings commands, %s clients, on %s + %s nodes".formatted(CLIENTS, nodes, nodes),
                "%,.0f/s, %s%s (%s)"
                        .formatted(
                                outcome.perSecond(),
                                outcome.latencies(),
                                outcome.failuresNote(),
                                used.each(outcome.latencies().count())),
                "p95 < %.0f ms".formatted(SLOWEST_MILLIS),
                p95 < SLOWEST_MILLIS && outcome.failures() == 0);
    }
}
