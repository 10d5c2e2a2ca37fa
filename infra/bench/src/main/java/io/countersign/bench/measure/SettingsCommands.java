package io.countersign.bench.measure;

import io.countersign.bench.load.LoadGenerator;
import io.countersign.bench.load.LoadResult;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings commands of {@value #CLIENTS} concurrent clients. Compared with: pgbench inserting the same rows (event, position, idempotency) in one transaction each.
 */
final class SettingsCommands implements Measurement {
    private static final int CLIENTS = 16;
    /** About the time the JVM needs to compile the code of a command. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private static final double LEAST = 0.15;
    private static final double SLOWEST_MILLIS = 25;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        LoadGenerator clients = new LoadGenerator(bench.client(), CLIENTS);
        clients.closedLoop(WARM_UP, new SettingsChanges()::send);
        bench.awaitProjections();
        bench.database().sql("checkpoint");
        CpuTime idle = bench.program().cpu();
        LoadResult outcome =
                clients.closedLoop(Duration.ofSeconds(bench.sizes().seconds()), new SettingsChanges()::send);
        bench.awaitProjections();
        CpuTime used = bench.program().cpu().since(idle);
        double raw = pgbench(bench);
        double ratio = outcome.perSecond() / raw;
        double p95 = outcome.latencies().millis(95);
        return List.of(ResultRow.against(
                "settings commands over HTTP, %s clients".formatted(CLIENTS),
                "%,.0f/s, %s%s (%s)"
                        .formatted(
                                outcome.perSecond(),
                                outcome.latencies(),
                                outcome.failuresNote(),
                                used.each(outcome.latencies().count())),
                "pgbench, %s clients: %,.0f/s".formatted(CLIENTS, raw),
                ratio,
                "≥ %.2f, p95 < %.0f ms".formatted(LEAST, SLOWEST_MILLIS),
                ratio >= LEAST && p95 < SLOWEST_MILLIS && outcome.failures() == 0));
    }

    private static double pgbench(Workbench bench) throws IOException, InterruptedException {
        bench.database().sql("""
                create schema if not exists bench;
                drop table if exists bench.event, bench.event_order, bench.idempotency;
                drop sequence if exists bench.sequence_number;
                create table bench.event (like event_store.event including all);
                create table bench.event_order (like event_store.event_order including all);
                create table bench.idempotency (like command_side.idempotency including all);
                create sequence bench.sequence_number
                """);
        bench.database().sql("checkpoint");
        Path script = Files.createTempFile("countersign-bench", ".sql");
        try {
            Files.writeString(script, bench.database().sql(SCRIPT));
            String report =
                    bench.database().pgbench(script, CLIENTS, bench.sizes().seconds());
            Matcher tps = TPS.matcher(report);
            if (!tps.find()) {
                throw new IOException("pgbench told no rate: " + report);
            }
            return Double.parseDouble(tps.group(1));
        } finally {
            Files.delete(script);
            bench.database().sql("drop table bench.event, bench.event_order, bench.idempotency");
        }
    }

    /**
     * Writes the script from the newest settings event and the newest kept answer, so that the content is the same. The aggregate id contains a dash instead of a colon, because pgbench reads a colon as the start of a variable.
     */
    private static final String SCRIPT = """
            select format($script$\\set tenant random(1, 100)
            begin;
            insert into bench.event (aggregate_identifier, sequence_number, type, event_identifier, time_stamp, payload_type, payload_revision, payload, meta_data) values ('tenant-bench-' || :tenant::text, nextval('bench.sequence_number'), %L, gen_random_uuid()::text, now(), %L, %L, %L, %L) returning global_index \\gset
            insert into bench.event_order (position, global_index, reached_at) values (:global_index, :global_index, now());
            insert into bench.idempotency (caller, key, request_hash, result_type, result, event) values (%L, gen_random_uuid()::text, %L, %L, convert_from(%L, 'UTF8')::jsonb, %L);
            commit;
            $script$,
                e.type, e.payload_type, e.payload_revision, e.payload::text, e.meta_data::text,
                i.caller, i.request_hash, i.result_type, convert_to(i.result::text, 'UTF8')::text, i.event)
            from (select * from event_store.event
                  where type = 'Tenant' and sequence_number > 0 order by global_index desc limit 1) e,
                 (select * from command_side.idempotency
                  where result is not null order by created_at desc limit 1) i
            """;
}
