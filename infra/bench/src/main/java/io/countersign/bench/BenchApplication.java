package io.countersign.bench;

import io.countersign.bench.measure.Measurement;
import io.countersign.bench.measure.MeasurementSizes;
import io.countersign.bench.measure.Workbench;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.report.ResultTable;
import io.countersign.bench.system.Database;
import io.countersign.bench.system.Machine;
import io.countersign.bench.system.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the packaged program, compares it with the same work done directly in PostgreSQL or the JVM, and prints a
 * table.
 */
@Command(
        name = "countersign-bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures Countersign, compares it with the same work done directly in PostgreSQL or the JVM, and prints a table in Markdown.")
public final class BenchApplication implements Callable<Integer> {
    @Option(names = "--jar", description = "The program to measure (${DEFAULT-VALUE}).")
    private Path jar = Path.of("infra/standalone/target/countersign.jar");

    @Option(
            names = "--only",
            split = ",",
            description =
                    "What to measure, of: decisions, rules, matcher, replay, settings, visibility, reads, pages, mining, dryrun, size, export, heap, nodes; and growth, which is long.")
    private Set<String> only = Set.of();

    @Option(names = "--entries", description = "Number of audit entries for the large measurements (${DEFAULT-VALUE}).")
    private int entries = 1_000_000;

    @Option(names = "--seconds", description = "Length of each measured load (${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--quick",
            description =
                    "A trial run with a tenth of the entries and a quarter of the time; its figures are not meaningful.")
    private boolean quick;

    @Option(names = "--keep", description = "Keep the data in this directory and reuse existing data.")
    private Path keep;

    @Option(
            names = "--java-option",
            description = "An option for the measured program's JVM; may be given several times.")
    private List<String> javaOptions = List.of();

    private final PrintWriter progress = new PrintWriter(System.err, true, Charset.defaultCharset());

    /** Sets the root locale, so that figures and requests do not depend on the machine. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new BenchApplication()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Measurement> chosen = chosen();
        if (!Files.isRegularFile(jar)) {
            throw new IOException(
                    "There is no %s: build it first (mvn package), or say where it is with --jar".formatted(jar));
        }
        Path directory = keep != null ? keep : Files.createTempDirectory("countersign-bench");
        try (Database database = Database.startIn(directory.resolve("database"));
                Program program = new Program(jar, directory.resolve("program"), database, javaOptions)) {
            Thread stop = new Thread(() -> closeAll(program, database));
            Runtime.getRuntime().addShutdownHook(stop);
            program.start(List.of());
            measure(new Workbench(program, database, sizes(), progress), chosen);
            Runtime.getRuntime().removeShutdownHook(stop);
        } finally {
            if (keep == null) {
                delete(directory);
            }
        }
        return 0;
    }

    private void measure(Workbench bench, List<Measurement> chosen) throws IOException, InterruptedException {
        ResultTable table = new ResultTable();
        bench.prepare();
        for (Measurement measurement : chosen) {
            bench.log("Measuring " + measurement.name());
            for (ResultRow row : rows(measurement, bench)) {
                bench.log("%s: %s".formatted(row.what(), row.figure()));
                table.add(row);
            }
        }
        System.out.printf("%s%n%n%s%n", Machine.under(bench.database()), table);
    }

    /** A failed measurement gives a row that says so; the others continue. */
    private List<ResultRow> rows(Measurement measurement, Workbench bench) throws InterruptedException {
        try {
            return measurement.run(bench);
        } catch (IOException | RuntimeException e) {
            e.printStackTrace(progress);
            return List.of(ResultRow.alone(measurement.name(), "failed", "", false));
        }
    }

    private List<Measurement> chosen() {
        Set<String> names = Measurement.all().stream().map(Measurement::name).collect(Collectors.toSet());
        if (!names.containsAll(only)) {
            throw new IllegalArgumentException("--only knows %s".formatted(String.join(", ", names)));
        }
        return Measurement.all().stream()
                .filter(m -> only.isEmpty() ? !m.isOnlyOnRequest() : only.contains(m.name()))
                .toList();
    }

    private MeasurementSizes sizes() {
        return quick
                ? new MeasurementSizes(entries / 10, 20_000, 50_000, Math.max(1, seconds / 4))
                : new MeasurementSizes(entries, 100_000, 500_000, seconds);
    }

    private static void closeAll(Program program, Database database) {
        program.close();
        database.close();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
