package io.countersign.mover;

import picocli.CommandLine;

/** Moves the events of a PostgreSQL event store into Axon Server, and compares each of them there. */
public final class MoverApplication {
    private MoverApplication() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Environment.system()).execute(arguments));
    }

    /** Exit codes: 0 all events are equal on both sides, 1 events differ or the move failed, 2 wrong usage. */
    static CommandLine commandLine(Environment environment) {
        return new CommandLine(new MoveCommand(environment)).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (!(failure instanceof MoveFailure)) {
                throw failure;
            }
            line.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
