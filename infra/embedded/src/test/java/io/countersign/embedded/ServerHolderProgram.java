package io.countersign.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that starts a server, commits a row, reports it, and then runs until it is killed. */
final class ServerHolderProgram {

    private static final String READY = "ready";

    private ServerHolderProgram() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgres postgres = TestPostgres.start(Path.of(arguments[0]));
        TestPostgres.run(postgres, "CREATE TABLE kept AS SELECT 'committed' AS what");
        System.out.println(READY);
        Thread.currentThread().join();
    }

    /** Returns when the row is committed. */
    static Process in(Path dataDir) throws IOException {
        Process process =
                new ProcessBuilder(command(dataDir)).redirectErrorStream(true).start();
        awaitReady(process.inputReader());
        return process;
    }

    static List<String> command(Path dataDir) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerHolderProgram.class.getName(),
                dataDir.toString());
    }

    static void awaitReady(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(READY)) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The program ended early: " + said);
    }
}
