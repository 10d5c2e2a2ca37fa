package io.countersign.bench.measure;

import io.countersign.bench.micro.RuleMatching;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.UnpackedJar;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Matches one transaction with many rules, measured by JMH. */
final class Matching implements Measurement {
    private static final double SLOWEST_MICROS = 20;

    @Override
    public String name() {
        return "matcher";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        try (UnpackedJar classes = UnpackedJar.unpacked()) {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(RuleMatching.class.getName())
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
            Result<?> few = result("100", results);
            Result<?> many = result("5000", results);
            return List.of(ResultRow.against(
                    "matching a transaction with 5,000 rules",
                    "%.2f µs ± %.2f".formatted(many.getScore(), many.getScoreError()),
                    "with 100: %.2f µs".formatted(few.getScore()),
                    many.getScore() / few.getScore(),
                    "< %.0f µs".formatted(SLOWEST_MICROS),
                    many.getScore() < SLOWEST_MICROS));
        } catch (RunnerException e) {
            throw new IOException("JMH didn't run", e);
        }
    }

    private static Result<?> result(String rules, Collection<RunResult> results) {
        return results.stream()
                .filter(result -> rules.equals(result.getParams().getParam("rules")))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult();
    }
}
