package io.countersign.bench.measure;

import io.countersign.bench.report.ResultRow;
import java.io.IOException;
import java.util.List;

/** One thing that is measured, beside the raw thing that it stands on where there is one. */
public interface Measurement {
    /** As {@code --only} calls it. */
    String name();

    /** Whether it takes so much time and room that it is left out unless {@code --only} names it. */
    default boolean isOnlyOnRequest() {
        return false;
    }

    List<ResultRow> run(Workbench bench) throws IOException, InterruptedException;

    /** In the order in which they are run: what needs few entries first, what restarts the program last. */
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
