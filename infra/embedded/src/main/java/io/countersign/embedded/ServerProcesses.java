package io.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that use one cluster: PostgreSQL programs whose working directory it is, whichever program started them. Unlike the pid file, this cannot point to an unrelated process, and it includes processes that a dead server left.
 */
final class ServerProcesses {

    private static final Logger log = LoggerFactory.getLogger(ServerProcesses.class);
    private static final Set<String> NAMES = Set.of("postgres", "pg_ctl", "initdb", "unshare");
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path cluster;
    private final Programs programs;

    ServerProcesses(Path cluster, Programs programs) {
        this.cluster = cluster;
        this.programs = programs;
    }

    List<ProcessHandle> running() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    /** The main process, which starts all others; empty if none runs. */
    Optional<ProcessHandle> postmaster() {
        List<ProcessHandle> running = running();
        Set<Long> all = pids(running);
        return running.stream().filter(process -> !hasParentIn(all, process)).findFirst();
    }

    /**
     * Requests a fast shutdown, then an immediate one, then kills. Returns when no process is left. Not interruptible.
     */
    void stop(Duration patience) {
        Set<Long> all = pids(running());
        running().stream().filter(process -> !hasParentIn(all, process)).forEach(process -> signal("INT", process));
        if (allEndWithin(patience)) {
            return;
        }
        log.warn(
                "PostgreSQL in {} didn't shut down within {} s; ending it as by a crash",
                cluster,
                patience.toSeconds());
        running().forEach(process -> signal("QUIT", process));
        if (allEndWithin(GRACE)) {
            return;
        }
        running().forEach(ProcessHandle::destroyForcibly);
        if (!allEndWithin(GRACE)) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL in %s can't be stopped: processes %s go on".formatted(cluster, pids(running())));
        }
    }

    /** A zombie process has no working directory, so it counts as ended. */
    boolean worksHere(ProcessHandle process) {
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        try {
            return Files.isSameFile(proc.resolve("cwd"), cluster)
                    && NAMES.contains(Files.readString(proc.resolve("comm")).strip());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasParentIn(Set<Long> pids, ProcessHandle process) {
        return process.parent().map(parent -> pids.contains(parent.pid())).orElse(false);
    }

    private static Set<Long> pids(List<ProcessHandle> processes) {
        return processes.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** Runs in the root directory, so that the helper is not counted as a process of the cluster. */
    private void signal(String name, ProcessHandle process) {
        programs.run(Path.of("/"), "pg_ctl", "kill", name, String.valueOf(process.pid()));
    }

    private boolean allEndWithin(Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        boolean interrupted = false;
        while (!running().isEmpty() && Instant.now().isBefore(deadline)) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return running().isEmpty();
    }
}
