package io.countersign.bench.measure;

import io.countersign.bench.data.StreamedRequest;
import io.countersign.bench.report.ResultRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Mines all labels of all tenants for the firm, from the request to the response, including writing the candidates. */
final class Mining implements Measurement {
    private static final int STREAM = 50_000;
    private static final double LONGEST_SECONDS = 30;

    @Override
    public String name() {
        return "mining";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        int wanted = bench.sizes().labels();
        for (long there = labels(bench); there < wanted; there = labels(bench)) {
            int next = (int) Math.min(STREAM, wanted - there);
            StreamedRequest.Result result = StreamedRequest.send(
                    bench.client(),
                    StreamedRequest.IMPORT,
                    bench.newTransactions().bookedByChance(next));
            bench.log("%,d of %,d labels, %,.0f imports/s".formatted(there + next, wanted, result.perSecond()));
        }
        bench.awaitProjections();
        JsonNode[] mined = new JsonNode[1];
        double seconds =
                Timing.seconds(() -> mined[0] = bench.client().postJson("/api/rules/candidates/mine", Map.of()));
        return List.of(ResultRow.alone(
                "mining %s labels for the firm"
                        .formatted(MeasurementSizes.shown(
                                mined[0].get("considered_labels").longValue())),
                "%.1f s, %,d candidates"
                        .formatted(seconds, mined[0].get("proposed").size()),
                "< %.0f s".formatted(LONGEST_SECONDS),
                seconds < LONGEST_SECONDS && mined[0].get("considered_labels").longValue() >= wanted));
    }

    private static long labels(Workbench bench) throws IOException, InterruptedException {
        return bench.database().number("select count(*) from command_side.label");
    }
}
