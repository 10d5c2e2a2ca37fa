package io.countersign.loader;

import picocli.CommandLine;

/** Loads bank transactions into a running Countersign over HTTP and downloads the audit log. */
public final class LoaderApplication {

    private LoaderApplication() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Environment.system()).execute(arguments));
    }

    /** Exit codes: 0 all well, 1 something failed or a row was refused, 2 wrong usage. */
    static CommandLine commandLine(Environment environment) {
        return new CommandLine(new LoadCommand(environment)).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (!(failure instanceof LoadFailure)) throw failure;
            line.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
