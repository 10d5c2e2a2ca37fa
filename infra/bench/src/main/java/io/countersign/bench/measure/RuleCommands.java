package io.countersign.bench.measure;

import io.countersign.bench.http.Connection;
import io.countersign.bench.load.Latencies;
import io.countersign.bench.report.ResultRow;
import java.io.IOException;
import java.util.List;

/**
 * Accepts candidates and restores versions in a rule book of 5,000 rules and 10,000 events, one command after the other; also accepts when the rule book must be loaded first, as after a refusal.
 */
final class RuleCommands implements Measurement {
    private static final int RULES = 5_000;
    private static final int EVENTS = 10_000;
    private static final int ACCEPTS = 300;
    private static final int ROLLBACKS = 100;
    private static final double SLOWEST_MILLIS = 100;
    private static final double SLOWEST_LOADED_MILLIS = 50;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        try (Connection connection = bench.client().connect()) {
            GeneratedRuleBook book = new GeneratedRuleBook(connection);
            book.begin(RULES - 2 * ACCEPTS);
            for (int i = 1; i < EVENTS; i++) {
                book.propose();
            }
            bench.awaitProjections();
            return measure(book);
        }
    }

    private static List<ResultRow> measure(GeneratedRuleBook book) throws IOException {
        Latencies accepts = new Latencies();
        for (int i = 0; i < ACCEPTS; i++) {
            book.accept(i, accepts);
        }
        Latencies loaded = new Latencies();
        for (int i = ACCEPTS; i < 2 * ACCEPTS; i++) {
            book.rejectAccepted(0);
            book.accept(i, loaded);
        }
        Latencies rollbacks = new Latencies();
        for (int i = 0; i < ROLLBACKS; i++) {
            book.rollBack(1 + (i * 7) % ACCEPTS, rollbacks);
        }
        return List.of(
                row("accept a candidate, %,d rules, %,d events".formatted(RULES, EVENTS), accepts, 95, SLOWEST_MILLIS),
                row("the same, the book not at hand", loaded, 50, SLOWEST_LOADED_MILLIS),
                row("roll back, %,d rules, %,d events".formatted(RULES, EVENTS), rollbacks, 95, SLOWEST_MILLIS));
    }

    private static ResultRow row(String what, Latencies latencies, int percentile, double slowest) {
        return ResultRow.alone(
                what,
                latencies.toString(),
                "p%s < %.0f ms".formatted(percentile, slowest),
                latencies.millis(percentile) < slowest);
    }
}
