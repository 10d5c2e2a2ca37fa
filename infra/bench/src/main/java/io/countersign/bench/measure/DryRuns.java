package io.countersign.bench.measure;

import io.countersign.bench.data.StreamedRequest;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Dry-runs over the decisions of one tenant: a rule for a vendor with 1% of them, a rule for a text in every memo, and another threshold. Compared with: reading the same rows with psql.
 */
final class DryRuns implements Measurement {
    private static final String TENANT = "bench-dryrun";
    private static final int BLOCK = 100_000;
    private static final int REPEATS = 5;
    private static final double FEW_SECONDS = 1;
    private static final int ALL_PER_SECOND = 200_000;
    private static final String READ =
            "copy (select * from read_model.decision_input where tenant_id = '%s' and %s) to stdout";

    @Override
    public String name() {
        return "dryrun";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        fill(bench);
        int decisions = bench.sizes().entries();
        String vendor = bench.database().sql("""
                select vendor_normalized
                from read_model.decision_input
                where tenant_id = '%s'
                group by vendor_normalized
                order by abs(count(*) - %s / 100)
                limit 1
                """.formatted(TENANT, decisions));
        return List.of(
                few(
                        bench,
                        "a rule that touches 1%",
                        rule(bench, "vendor_exact", vendor),
                        "vendor_normalized = '%s'".formatted(vendor)),
                all(bench, "a rule that touches all", rule(bench, "memo_contains", "card"), "true"),
                few(
                        bench,
                        "another threshold",
                        new Question(
                                "/api/tenants/%s/settings/dryrun".formatted(TENANT),
                                Map.of("autopost_threshold", 0.93)),
                        "calibrated_p between 0.92 and 0.93"));
    }

    private static void fill(Workbench bench) throws IOException, InterruptedException {
        bench.ensureTenant(TENANT);
        bench.client().postJson("/api/tenants/%s/settings".formatted(TENANT), Map.of("cold_start_min_labels", 0));
        bench.awaitProjections();
        long there = count(bench);
        while (there < bench.sizes().entries()) {
            int next = (int) Math.min(BLOCK, bench.sizes().entries() - there);
            StreamedRequest.send(
                    bench.client(),
                    StreamedRequest.DECIDE,
                    bench.newTransactions(TENANT).toDecide(next));
            bench.awaitProjections();
            there = count(bench);
            bench.log("%,d of %,d decisions".formatted(there, bench.sizes().entries()));
            if (there >= bench.sizes().entries()) {
                bench.database().sql("vacuum analyze");
            }
        }
    }

    private static long count(Workbench bench) throws IOException, InterruptedException {
        return bench.database()
                .number("select count(*) from read_model.decision_input where tenant_id = '%s'".formatted(TENANT));
    }

    /** Proposes the candidate once for all runs on the same data. */
    private static Question rule(Workbench bench, String type, String pattern) throws IOException {
        for (JsonNode candidate : bench.client().getJson("/api/rules/candidates?tenant_id=" + TENANT)) {
            if (candidate.get("vendor_pattern").stringValue().equals(pattern)) {
                return Question.ofCandidate(candidate.get("id").stringValue());
            }
        }
        JsonNode proposed = bench.client()
                .postJson(
                        "/api/rules/candidates",
                        Map.of(
                                "tenant_id",
                                TENANT,
                                "type",
                                type,
                                "vendor_pattern",
                                pattern,
                                "suggested_account",
                                "6999 Other",
                                "evidence",
                                Map.of("count", 24, "precision", 0.96)));
        return Question.ofCandidate(proposed.get("candidate_id").stringValue());
    }

    private static ResultRow few(Workbench bench, String what, Question question, String rows)
            throws IOException, InterruptedException {
        Figures figures = measure(bench, question, rows);
        return ResultRow.against(
                "dry-run of %s of %s decisions"
                        .formatted(what, MeasurementSizes.shown(bench.sizes().entries())),
                "%.0f ms (%,d change)".formatted(1000 * figures.seconds(), figures.affected()),
                "psql reads them: %.0f ms".formatted(1000 * figures.raw()),
                figures.seconds() / figures.raw(),
                "< %.0f s".formatted(FEW_SECONDS),
                figures.seconds() < FEW_SECONDS);
    }

    private static ResultRow all(Workbench bench, String what, Question question, String rows)
            throws IOException, InterruptedException {
        Figures figures = measure(bench, question, rows);
        int decisions = bench.sizes().entries();
        return ResultRow.against(
                "dry-run of %s of %s decisions".formatted(what, MeasurementSizes.shown(decisions)),
                "%,.0f/s (%,d change)".formatted(decisions / figures.seconds(), figures.affected()),
                "psql reads them: %,.0f/s".formatted(decisions / figures.raw()),
                figures.raw() / figures.seconds(),
                "≥ %,d/s".formatted(ALL_PER_SECOND),
                decisions / figures.seconds() >= ALL_PER_SECOND);
    }

    private static Figures measure(Workbench bench, Question question, String rows)
            throws IOException, InterruptedException {
        List<Double> asked = new ArrayList<>();
        List<Double> read = new ArrayList<>();
        long affected = 0;
        for (int i = 0; i <= REPEATS; i++) {
            CpuTime idle = bench.program().cpu();
            long start = System.nanoTime();
            affected = bench.client()
                    .postJson(question.path(), question.body())
                    .get("affected_transactions")
                    .longValue();
            double seconds = (System.nanoTime() - start) / 1e9;
            CpuTime used = bench.program().cpu().since(idle);
            bench.log("%s: %.3f s (%s)"
                    .formatted(question.path(), seconds, used.each(bench.sizes().entries())));
            asked.add(seconds);
            read.add(Timing.seconds(() -> bench.database().sql(READ.formatted(TENANT, rows), OutputSize::of)));
        }
        // The first of each is for warming up.
        return new Figures(
                Timing.median(asked.subList(1, asked.size())), Timing.median(read.subList(1, read.size())), affected);
    }

    private record Figures(double seconds, double raw, long affected) {}

    private record Question(String path, Object body) {
        private static Question ofCandidate(String id) {
            return new Question("/api/rules/dryrun", Map.of("candidate_id", id));
        }
    }
}
