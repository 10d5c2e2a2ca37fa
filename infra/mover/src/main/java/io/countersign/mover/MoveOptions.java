package io.countersign.mover;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line options. */
final class MoveOptions {
    @ArgGroup(multiplicity = "1")
    SourceOptions source;

    @Option(
            names = "--database-username",
            paramLabel = "USER",
            description =
                    "A user who may read the schema event_store; the password is read from COUNTERSIGN_DATABASE_PASSWORD.")
    String username;

    @Mixin
    ServerOptions server;

    @Option(names = "--compare-only", description = "Only compare, without moving.")
    boolean compareOnly;

    @Option(
            names = "--batch-events",
            paramLabel = "N",
            defaultValue = "500",
            description = "At most N events in one append transaction, and about 1 MiB (${DEFAULT-VALUE}).")
    int eventsAtOnce;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Checks what picocli does not check. */
    void check() {
        server.check();
        // The server numbers the events of a block with 16 bits.
        if (eventsAtOnce < 1 || eventsAtOnce > Short.MAX_VALUE) {
            throw new ParameterException(
                    spec.commandLine(), "--batch-events must be from 1 to 32767, not " + eventsAtOnce);
        }
    }
}
