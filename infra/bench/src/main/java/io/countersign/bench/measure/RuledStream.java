package io.countersign.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.bench.data.RuleGenerator;
import io.countersign.bench.data.StreamedRequest;
import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides transactions of a tenant with many rules. Compared with: the same for a tenant without rules. Both alternate; the median ratio counts.
 */
final class RuledStream implements Measurement {
    private static final String RULED = "bench-ruled";
    private static final String PLAIN = "bench-plain";
    private static final int RULES = 5_000;
    private static final int REPEATS = 5;
    private static final double LEAST = 0.8;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        bench.ensureTenant(RULED);
        bench.ensureTenant(PLAIN);
        importRules(bench);
        int each = bench.sizes().decisions() / REPEATS;
        List<Double> ruled = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int i = 0; i <= REPEATS; i++) {
            plain.add(perSecond(bench, PLAIN, each));
            ruled.add(perSecond(bench, RULED, each));
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 1; i <= REPEATS; i++) {
            ratios.add(ruled.get(i) / plain.get(i));
        }
        double ratio = Timing.median(ratios);
        return List.of(ResultRow.against(
                "decisions with %,d rules, %s a stream".formatted(RULES, MeasurementSizes.shown(each)),
                "%,.0f/s".formatted(Timing.median(ruled.subList(1, ruled.size()))),
                "without rules: %,.0f/s".formatted(Timing.median(plain.subList(1, plain.size()))),
                ratio,
                "≥ %.1f".formatted(LEAST),
                ratio >= LEAST));
    }

    private static void importRules(Workbench bench) throws IOException {
        byte[] yaml = RuleGenerator.yaml(RuleGenerator.of(RULES)).getBytes(UTF_8);
        try (Connection connection = bench.client().connect()) {
            String path = "/api/rules/import?tenant_id=" + RULED;
            connection
                    .send(Request.post(path, "application/yaml", yaml))
                    .mustBeOk(path)
                    .text();
        }
    }

    private static double perSecond(Workbench bench, String tenant, int count)
            throws IOException, InterruptedException {
        List<byte[]> transactions = bench.newTransactions(tenant).toDecide(count);
        bench.database().sql("checkpoint");
        CpuTime idle = bench.program().cpu();
        StreamedRequest.Result stream = StreamedRequest.send(bench.client(), StreamedRequest.DECIDE, transactions);
        bench.awaitProjections();
        CpuTime used = bench.program().cpu().since(idle);
        bench.log("%s: %,.0f/s (%s)".formatted(tenant, stream.perSecond(), used.each(count)));
        return stream.perSecond();
    }
}
