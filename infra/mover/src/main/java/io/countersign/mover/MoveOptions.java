package io.countersign.mover;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be said on the command line. */
final class MoveOptions {
    @ArgGroup(multiplicity = "1")
    SourceOptions source;

    @Option(
            names = "--database-username",
            paramLabel = "USER",
            description = "Who may read the schema event_store there; the password is COUNTERSIGN_DATABASE_PASSWORD's.")
    String username;

    @Mixin
    ServerOptions server;

    @Option(names = "--compare-only", description = "Move nothing, only compare.")
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
            description = "Show this and stop.")
    boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Refuses what picocli's types let through. */
    void check() {
        server.check();
        // The server numbers the events of a block with 16 bits.
        if (eventsAtOnce < 1 || eventsAtOnce > Short.MAX_VALUE) {
            throw new ParameterException(
                    spec.commandLine(), "--batch-events must be from 1 to 32767, not " + eventsAtOnce);
        }
    }
}
