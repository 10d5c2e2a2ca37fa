package io.countersign.bench.measure;

import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the time of a replay grows: rebuilds every projection from the existing events, and again from {@value #TIMES} times as many. The additional events are copies made in SQL with their own transaction ids. The tokens of the projections are moved past them, so that only the replay reads them.
 */
final class ReplayGrowth implements Measurement {
    private static final int TIMES = 10;
    private static final double LEAST = 0.8;
    /** One transaction, so that a failure restores the trigger that assigns positions. */
    private static final String COPY = """
            alter table event_store.event disable trigger event_appended;
            insert into event_store.event (
                aggregate_identifier, sequence_number, type, event_identifier, time_stamp, payload_type, payload_revision, payload,
                meta_data)
            select aggregate_identifier || '.%1$s', sequence_number, type, event_identifier || '.%1$s', time_stamp, payload_type,
                   payload_revision,
                   convert_to(
                       regexp_replace(convert_from(payload, 'UTF8'), '("txnId":"[^"]*)', '\\1.%1$s', 'g'), 'UTF8'),
                   meta_data
            from event_store.event
            where type = 'Decision' and global_index <= %2$s
            order by global_index;
            insert into event_store.event_order (position, global_index, reached_at)
            select last.position + row_number() over (order by e.global_index), e.global_index, last.reached_at
            from event_store.event e, (select * from event_store.event_order order by position desc limit 1) last
            where e.global_index > (select max(global_index) from event_store.event_order);
            alter table event_store.event enable trigger event_appended;
            """;

    private static final String TELL_PROJECTIONS = """
            update read_model.token
            set token = convert_to(
                jsonb_set(convert_from(token, 'UTF8')::jsonb, '{globalIndex}',
                          (select to_jsonb(max(position)) from event_store.event_order))::text, 'UTF8')
            where token_type like '%GlobalSequenceTrackingToken'
            """;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public boolean isOnlyOnRequest() {
        return true;
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.fill();
        List<ResultRow> rows = new ArrayList<>();
        double few = replay(bench, 0, rows);
        rows.addAll(new DiskSpace().run(bench));
        multiply(bench);
        replay(bench, few, rows);
        rows.addAll(new DiskSpace().run(bench));
        return rows;
    }

    private static double replay(Workbench bench, double fewer, List<ResultRow> rows)
            throws IOException, InterruptedException {
        long events = bench.head();
        CpuTime idle = bench.program().cpu();
        double rate = events / Timing.seconds(() -> Replay.rebuildAll(bench));
        String what = "replay of %,d events into all projections".formatted(events);
        String figure =
                "%,.0f/s (%s)".formatted(rate, bench.program().cpu().since(idle).each(events));
        rows.add(
                fewer == 0
                        ? ResultRow.alone(what, figure, "", true)
                        : ResultRow.against(
                                what,
                                figure,
                                "of the first: %,.0f/s".formatted(fewer),
                                rate / fewer,
                                "≥ %.1f".formatted(LEAST),
                                rate / fewer >= LEAST));
        bench.log("%s: %s".formatted(what, figure));
        return rate;
    }

    private static void multiply(Workbench bench) throws IOException, InterruptedException {
        bench.program().close();
        long last = bench.database().number("select max(global_index) from event_store.event");
        for (int copy = 1; copy < TIMES; copy++) {
            bench.database().sql(COPY.formatted(copy, last));
            bench.log("%s events, %s times"
                    .formatted(MeasurementSizes.shown(bench.sizes().entries()), copy + 1));
        }
        bench.database().sql(TELL_PROJECTIONS);
        bench.database().sql("vacuum analyze");
        bench.program().start(List.of());
    }
}
