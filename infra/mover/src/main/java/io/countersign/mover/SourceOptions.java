package io.countersign.mover;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for the source of the events. */
final class SourceOptions {
    @Option(
            names = "--database-url",
            paramLabel = "URL",
            required = true,
            description = "JDBC address of the PostgreSQL, such as jdbc:postgresql://db:5432/countersign.")
    String url;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            required = true,
            description = "Alternatively the data directory of a stopped all-in-one program.")
    Path dataDir;
}
