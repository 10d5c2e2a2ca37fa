package io.countersign.mover;

import io.countersign.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, moving one event at a time, so that it can be killed amid them. */
final class ChildMover implements AutoCloseable {
    private final Process process;

    private ChildMover(Process process) {
        this.process = process;
    }

    static ChildMover start(EmbeddedDatabase database, String server, Path output) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MoverApplication.class.getName(),
                "--batch-events",
                "1"));
        command.addAll(Mover.arguments(database, server));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put(Environment.DATABASE_PASSWORD, database.password());
        return new ChildMover(builder.start());
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** With SIGKILL; it has ended when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
