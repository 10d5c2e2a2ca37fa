package io.countersign.bench.measure;

import io.countersign.bench.report.ResultRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Exports the whole audit log as CSV over HTTP. Compared with: running the same statement with psql. Both alternate; the median counts.
 */
final class ExportSpeed implements Measurement {
    private static final int REPEATS = 3;
    private static final double LEAST = 0.5;
    private static final String RUNNING = """
            select query
            from pg_stat_activity
            where state = 'active' and pid <> pg_backend_pid() and application_name = 'countersign' and query ~* '^\\s*copy\\M.*\\mto\\M'
            limit 1
            """;

    @Override
    public String name() {
        return "export";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        String statement = statementOf(bench);
        List<Double> overHttp = new ArrayList<>();
        List<Double> byPsql = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            overHttp.add(rowsPerSecond(() -> AuditExportDownload.run(bench, "")));
            byPsql.add(rowsPerSecond(() -> bench.database().sql(statement, OutputSize::of)));
        }
        double ratio = Timing.median(overHttp) / Timing.median(byPsql);
        return List.of(ResultRow.against(
                "CSV export over HTTP, %s entries"
                        .formatted(MeasurementSizes.shown(bench.sizes().entries())),
                "%,.0f rows/s".formatted(Timing.median(overHttp)),
                "psql, same query: %,.0f rows/s".formatted(Timing.median(byPsql)),
                ratio,
                "≥ %.1f".formatted(LEAST),
                ratio >= LEAST));
    }

    private static String statementOf(Workbench bench) throws IOException, InterruptedException {
        CompletableFuture<OutputSize> export = CompletableFuture.supplyAsync(() -> exported(bench));
        String statement = "";
        while (statement.isEmpty() && !export.isDone()) {
            statement = bench.database().sql(RUNNING);
        }
        export.join();
        if (statement.isEmpty()) {
            throw new IOException("The export ended before its statement could be seen");
        }
        bench.log("The export's statement: " + statement);
        return statement;
    }

    private static OutputSize exported(Workbench bench) {
        try {
            return AuditExportDownload.run(bench, "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private interface Download {
        OutputSize run() throws IOException, InterruptedException;
    }

    private static double rowsPerSecond(Download download) throws IOException, InterruptedException {
        long start = System.nanoTime();
        OutputSize counted = download.run();
        return counted.lines() / ((System.nanoTime() - start) / 1e9);
    }
}
