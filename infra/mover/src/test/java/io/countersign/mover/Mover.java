package io.countersign.mover;

import io.countersign.testkit.EmbeddedDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The program as somebody starts it, within this process; what it said last. */
final class Mover {
    private final Map<String, String> environment;
    private Progress progress = Progress.NONE;
    private String out;
    private String err;

    Mover(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Knows the password of the tests' databases. */
    static Mover of(EmbeddedDatabase database) {
        return new Mover(Map.of(Environment.DATABASE_PASSWORD, database.password()));
    }

    Mover watchedBy(Progress watcher) {
        progress = watcher;
        return this;
    }

    /** Its exit code. */
    int run(String... arguments) {
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        CommandLine line = MoverApplication.commandLine(new Environment(environment, progress))
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(complained));
        int code = line.execute(arguments);
        out = said.toString();
        err = complained.toString();
        return code;
    }

    /** Moves or compares a test's database. */
    int run(EmbeddedDatabase database, String server, String... more) {
        List<String> arguments = new ArrayList<>(arguments(database, server));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    static List<String> arguments(EmbeddedDatabase database, String server) {
        return List.of(
                "--database-url", database.url(), "--database-username", database.username(), "--server", server);
    }

    String out() {
        return out;
    }

    String err() {
        return err;
    }
}
