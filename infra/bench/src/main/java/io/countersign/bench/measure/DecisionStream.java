package io.countersign.bench.measure;

import io.countersign.bench.data.StreamedRequest;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides transactions in one NDJSON stream. Compared with: writing the resulting events by COPY into a table like
 * the event table. The transactions are generated before the measurement.
 */
final class DecisionStream implements Measurement {
    private static final String COLUMNS = "aggregate_identifier, sequence_number, type, event_identifier, time_stamp,"
            + " payload_type, payload_revision, payload, meta_data";
    private static final int REPEATS = 3;
    private static final double LEAST = 0.1;
    private static final double HOPED = 0.2;

    @Override
    public String name() {
        return "decisions";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        int count = bench.sizes().decisions();
        List<Double> decided = new ArrayList<>();
        CpuTime idle = bench.program().cpu();
        long before = 0;
        for (int i = 0; i < REPEATS; i++) {
            List<byte[]> transactions = bench.newTransactions().toDecide(count);
            before = bench.head();
            bench.database().sql("checkpoint");
            decided.add(StreamedRequest.send(bench.client(), StreamedRequest.DECIDE, transactions)
                    .perSecond());
            bench.awaitProjections();
        }
        CpuTime used = bench.program().cpu().since(idle);
        double perSecond = Timing.median(decided);
        double copied = count / copySeconds(bench, before);
        double ratio = perSecond / copied;
        return List.of(ResultRow.against(
                "decisions by NDJSON, %s, one stream".formatted(MeasurementSizes.shown(count)),
                "%,.0f/s (%s)".formatted(perSecond, used.each((long) REPEATS * count)),
                "COPY of their events: %,.0f/s".formatted(copied),
                ratio,
                "≥ %.1f, hoped for %.1f".formatted(LEAST, HOPED),
                ratio >= LEAST));
    }

    private static double copySeconds(Workbench bench, long before) throws IOException, InterruptedException {
        bench.database().sql("""
                create schema if not exists bench;
                drop table if exists bench.event;
                create table bench.event (like event_store.event including all)
                """);
        Path file = Files.createTempFile("countersign-bench", ".copy");
        try {
            bench.database()
                    .sql(
                            "copy (select %s from event_store.event e join event_store.event_order o using (global_index) where o.position > %s order by o.position) to stdout"
                                    .formatted(COLUMNS, before),
                            out -> Files.copy(out, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING));
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < REPEATS; i++) {
                bench.database().sql("truncate bench.event");
                bench.database().sql("checkpoint");
                seconds.add(Timing.seconds(
                        () -> bench.database().sql("\\copy bench.event (%s) from '%s'".formatted(COLUMNS, file))));
            }
            return Timing.median(seconds);
        } finally {
            Files.delete(file);
            bench.database().sql("drop table bench.event");
        }
    }
}
