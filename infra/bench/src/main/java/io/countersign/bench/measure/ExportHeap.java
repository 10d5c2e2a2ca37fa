package io.countersign.bench.measure;

import io.countersign.bench.report.ResultRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The heap that an export needs. Full collections are forced while exports run, and the largest live heap is compared with that before the first export; used heap would mostly be garbage. The program runs with a small heap, so that an export that collected its rows in memory would fail.
 */
final class ExportHeap implements Measurement {
    private static final String SMALL_HEAP = "-Xmx192m";
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final int PAUSE_MILLIS = 150;
    private static final double MOST_MIB = 32;
    /** Smaller differences count as none. */
    private static final double NOISE_MIB = 4;

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        Path log = bench.program().directory().resolve("gc.log");
        bench.program().restart(List.of(SMALL_HEAP, "-Xlog:gc:file=" + log));
        LiveHeap heap = new LiveHeap(bench.program(), log);
        try {
            bench.awaitProjections();
            AuditExportDownload.run(bench, "");
            double before = heap.settled();
            double few = peak(bench, heap, upTo(bench, bench.sizes().fewEntries())) - before;
            double all = peak(bench, heap, "") - before;
            boolean same = Math.abs(all - few) <= NOISE_MIB;
            return List.of(ResultRow.alone(
                    "heap growth of that export",
                    "%.0f MB at %s, %.0f MB at %s (on top of %.0f MB)"
                            .formatted(
                                    few,
                                    MeasurementSizes.shown(bench.sizes().fewEntries()),
                                    all,
                                    MeasurementSizes.shown(bench.sizes().entries()),
                                    before),
                    "< %.0f MB, both the same".formatted(MOST_MIB),
                    few < MOST_MIB && all < MOST_MIB && same));
        } finally {
            bench.program().restart(List.of());
        }
    }

    private static String upTo(Workbench bench, int entries) throws IOException, InterruptedException {
        String time = bench.database()
                .sql(
                        "select to_char(reached_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from event_store.event_order where position = "
                                + entries);
        return "?date_to=" + time;
    }

    private static double peak(Workbench bench, LiveHeap heap, String filter) throws IOException, InterruptedException {
        double peak = 0;
        long end = System.nanoTime() + MEASURED_NANOS;
        while (System.nanoTime() < end) {
            CompletableFuture<Void> export = CompletableFuture.runAsync(() -> export(bench, filter));
            while (!export.isDone()) {
                peak = Math.max(peak, heap.live());
                Thread.sleep(PAUSE_MILLIS);
            }
            export.join();
        }
        return peak;
    }

    private static void export(Workbench bench, String filter) {
        try {
            AuditExportDownload.run(bench, filter);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
