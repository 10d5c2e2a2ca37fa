package io.countersign.bench.measure;

import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Rebuilds all projections at once. Compared with: reading the events in order with psql. The time runs from the first rebuild request until every projection is live on its new tables, including indexes.
 */
final class Replay implements Measurement {
    private static final String READ = """
            copy (
                select o.position, e.aggregate_identifier, e.sequence_number, e.type, e.event_identifier, e.time_stamp,
                       e.payload_type, e.payload_revision, e.payload, e.meta_data
                from event_store.event_order o
                join event_store.event e using (global_index)
                order by o.position
            ) to stdout (format binary)
            """;
    private static final int LEAST = 15_000;
    private static final int HOPED = 50_000;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        long events = bench.head();
        CpuTime idle = bench.program().cpu();
        double replayed = events / Timing.seconds(() -> rebuildAll(bench));
        CpuTime used = bench.program().cpu().since(idle);
        double read = events / Timing.seconds(() -> bench.database().sql(READ, Replay::discard));
        return List.of(ResultRow.against(
                "replay of %s events into all projections"
                        .formatted(MeasurementSizes.shown(bench.sizes().entries())),
                "%,.0f/s (%s)".formatted(replayed, used.each(events)),
                "psql reads them: %,.0f/s".formatted(read),
                replayed / read,
                "≥ %,d/s, hoped for %,d/s".formatted(LEAST, HOPED),
                replayed >= LEAST));
    }

    static void rebuildAll(Workbench bench) throws IOException, InterruptedException {
        for (JsonNode projection : bench.client().getJson("/api/admin/projections")) {
            bench.client()
                    .postJson(
                            "/api/admin/projections/%s/rebuild"
                                    .formatted(projection.get("name").stringValue()),
                            Map.of());
        }
        bench.awaitProjections();
    }

    private static Long discard(InputStream out) throws IOException {
        return OutputSize.of(out).bytes();
    }
}
