package io.countersign.mover;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which PostgreSQL the events are in. */
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
            description = "Instead: the data directory of an all-in-one program that is stopped.")
    Path dataDir;
}
