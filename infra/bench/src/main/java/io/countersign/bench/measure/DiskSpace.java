package io.countersign.bench.measure;

import io.countersign.bench.report.ResultRow;
import java.io.IOException;
import java.util.List;

/** The disk space of a million decisions including indexes: events with their order, read model, decision memory. */
final class DiskSpace implements Measurement {
    private static final String DECISIONS = "select count(*) from read_model.decision";
    private static final String BYTES = """
            select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
            from pg_class c
            where c.relkind = 'r' and c.relnamespace = '%s'::regnamespace
            """;
    private static final long MOST = 6_000;

    @Override
    public String name() {
        return "size";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        double decisions = bench.database().number(DECISIONS);
        double events = megabytes(bench, "event_store", decisions);
        double views = megabytes(bench, "read_model", decisions);
        double memory = megabytes(bench, "command_side", decisions);
        double all = events + views + memory;
        return List.of(ResultRow.alone(
                "on disk, each million of %,.0f decisions".formatted(decisions),
                "%,.0f MB: events %,.0f, read models %,.0f, memory %,.0f".formatted(all, events, views, memory),
                "< %,d MB".formatted(MOST),
                all < MOST));
    }

    private static double megabytes(Workbench bench, String schema, double decisions)
            throws IOException, InterruptedException {
        return bench.database().number(BYTES.formatted(schema)) / decisions;
    }
}
