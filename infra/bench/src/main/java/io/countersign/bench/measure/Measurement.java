package io.countersign.bench.measure;

import io.countersign.bench.report.ResultRow;
import java.io.IOException;
import java.util.List;

/** A measurement, with a comparison to the same work done without Countersign where possible. */
public interface Measurement {
    /** The name for {@code --only}. */
    String name();

    /** Whether it runs only if {@code --only} names it, because it needs much time and space. */
    default boolean isOnlyOnRequest() {
        return false;
    }

    List<ResultRow> run(Workbench bench) throws IOException, InterruptedException;

    /** All measurements in the order in which they run: those with few entries first, those that restart the program last. */
    static List<Measurement> all() {
        return List.of(
                new DecisionStream(),
                new RuledStream(),
                new Matching(),
                new Replay(),
                new SettingsCommands(),
                new ProjectionDelay(),
                new Reads(),
                new Pages(),
                new RuleCommands(),
                new Mining(),
                new DryRuns(),
                new DiskSpace(),
                new ExportSpeed(),
                new ExportHeap(),
                new SeveralNodes(),
                new ReplayGrowth());
    }
}
