package io.countersign.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the PostgreSQL programs with a clean environment, English messages and never as root. If the user is root, they run in a user namespace without root rights; the files still belong to root.
 */
final class Programs {

    /** What a program printed and returned; 0 means success. */
    record Finished(int exitCode, String output) {

        boolean failed() {
            return exitCode != 0;
        }
    }

    private static final List<String> AS_NOBODY = List.of("unshare", "-U");

    private final Path tree;
    private final List<String> prefix;
    private final String version;

    private Programs(Path tree) {
        this.tree = tree;
        this.prefix = PrivateFiles.currentUser() == 0 ? AS_NOBODY : List.of();
        Finished finished = run(tree, "postgres", "--version");
        if (finished.failed()) {
            throw new EmbeddedPostgresException("PostgreSQL can't run on this machine: " + finished.output());
        }
        this.version = finished.output().substring(finished.output().lastIndexOf(' ') + 1);
    }

    static Programs in(Path tree) {
        if (PrivateFiles.currentUser() == 0
                && execute(tree, List.of("unshare", "-U", "true")).failed()) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL refuses to run as root, and this machine doesn't let root step down (unshare -U):"
                            + " start the program as another user");
        }
        return new Programs(tree);
    }

    /** Such as {@code 18.6}. */
    String version() {
        return version;
    }

    String majorVersion() {
        return version.replaceAll("[^0-9].*", "");
    }

    /** Runs a program to its end in the given working directory. Not interruptible. */
    Finished run(Path workingDirectory, String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(tree.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return execute(workingDirectory, command);
    }

    private static Finished execute(Path workingDirectory, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH"));
        environment.putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Finished(process.onExit().join().exitValue(), output.strip());
        } catch (IOException e) {
            throw new EmbeddedPostgresException("PostgreSQL can't run on this machine: " + e.getMessage(), e);
        }
    }
}
