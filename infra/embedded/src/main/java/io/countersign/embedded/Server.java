package io.countersign.embedded;

import io.countersign.embedded.Programs.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The server process of one cluster. Before {@link #start} and after {@link #stop} no process of it runs. */
final class Server {

    static final String DISK_FULL = "No space left on device";
    private static final int LINES_TO_SHOW = 15;
    private static final Pattern REASON = Pattern.compile(
            "(PANIC|FATAL|LOG|postgres): +(?<text>(could not|data directory|lock file|configuration file|received .* shutdown request"
                    + "|aborting startup|.* was terminated by signal|.*corrupt).*)");

    private final Path cluster;
    private final Programs programs;
    private final ServerLog log;
    private final ServerProcesses processes;

    Server(Path cluster, DataDirectory directory, Programs programs) {
        this.cluster = cluster;
        this.programs = programs;
        this.log = new ServerLog(directory.log());
        this.processes = new ServerProcesses(cluster, programs);
    }

    /** Starts the server and returns its port once it accepts connections. */
    int start(EmbeddedPostgresOptions options) {
        return start(options, PortCandidates.of(options.port()));
    }

    /** If another program takes a port before the server does, the next one is tried. */
    int start(EmbeddedPostgresOptions options, Iterator<Integer> ports) {
        while (true) {
            int port = ports.next();
            if (startsOn(port, options)) {
                return port;
            }
            String said = log.sinceStart();
            if (!said.contains("Address already in use")) {
                throw new EmbeddedPostgresException("PostgreSQL didn't start in %s. Its log ends with:%n%s"
                        .formatted(options.dataDir(), lastLines(said)));
            }
            if (!ports.hasNext()) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL can't listen on 127.0.0.1:%s, where another program does: choose another port, or 0 for any"
                                .formatted(port));
            }
        }
    }

    void stop(Duration timeout) {
        processes.stop(timeout);
    }

    /** The main process: while it lives, the server runs or recovers. Empty if there is none. */
    Optional<ProcessHandle> postmaster() {
        return processes.postmaster();
    }

    boolean isAlive(ProcessHandle postmaster) {
        return processes.worksHere(postmaster);
    }

    /** Why the server ended or did not start, taken from its log. The same reason gives the same text. */
    Optional<String> reasonOfEnd() {
        String said = log.sinceStart();
        if (said.contains(DISK_FULL)) {
            return Optional.of("no space is left on its disk");
        }
        return said.lines()
                .map(REASON::matcher)
                .filter(Matcher::find)
                .reduce((earlier, later) -> later)
                .map(line -> "its log says \"" + line.group("text") + "\"");
    }

    /**
     * Deletes the pid file, which can only be left from a crash. Its number may belong to another process by now, and PostgreSQL would refuse to start.
     */
    private boolean startsOn(int port, EmbeddedPostgresOptions options) {
        try {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerSettings.writeTo(cluster, log.directory(), port, options.settings());
        log.beginStart();
        Finished start = programs.run(
                cluster,
                "pg_ctl",
                "start",
                "--silent",
                "--pgdata=" + cluster,
                "--log=" + log.beforeCollector(),
                "--wait",
                "--timeout=" + options.startTimeout().toSeconds());
        if (start.failed()) {
            stop(options.stopTimeout());
        }
        return !start.failed();
    }

    private static String lastLines(String text) {
        return text.lines()
                .skip(Math.max(0, text.lines().count() - LINES_TO_SHOW))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
