package io.countersign.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a running server and restarts it on the same port when it ends unexpectedly: at once, then with pauses that double up to {@link #LONGEST_PAUSE}, until it runs or {@link #close} is called. It logs one sentence for each end, each new reason of a failed start, and each successful restart.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Server server;
    private final EmbeddedPostgresOptions options;
    private final Thread thread;
    private volatile String fault;
    private volatile boolean closed;

    /** @param options with the port of the running server */
    Supervisor(Server server, EmbeddedPostgresOptions options) {
        this.server = server;
        this.options = options;
        this.thread = new Thread(this::supervise, "postgresql-supervisor");
        thread.setDaemon(true);
        thread.start();
    }

    /** Why the server is not running, as a sentence; empty while it runs. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    private void supervise() {
        try {
            while (!closed) {
                awaitEnd();
                if (!closed) {
                    startAgain();
                }
            }
        } catch (InterruptedException e) {
            // Only close interrupts.
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() throws InterruptedException {
        Optional<ProcessHandle> postmaster = server.postmaster();
        while (postmaster.isPresent() && server.isAlive(postmaster.get())) {
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    private void startAgain() throws InterruptedException {
        Instant ended = Instant.now();
        fault = "PostgreSQL in %s ended: %s"
                .formatted(
                        options.dataDir(),
                        server.reasonOfEnd().orElse("it was killed, or crashed without a line in its log"));
        log.warn("{} ({}). It is started again until it runs", fault, freeSpace());
        for (Duration pause = FIRST_PAUSE; !closed; pause = doubled(pause)) {
            String failure = start();
            if (failure == null) {
                fault = null;
                log.warn(
                        "PostgreSQL in {} accepts connections again, after {} s",
                        options.dataDir(),
                        Duration.between(ended, Instant.now()).toSeconds());
                return;
            }
            if (!closed && !failure.equals(fault)) {
                fault = failure;
                log.warn("{} ({}). Another start follows every few seconds", fault, freeSpace());
            }
            Thread.sleep(pause.toMillis());
        }
    }

    /** @return null if the server runs, otherwise the reason as a sentence */
    private String start() {
        try {
            server.stop(options.stopTimeout());
            server.start(options);
            return null;
        } catch (EmbeddedPostgresException | UncheckedIOException e) {
            return "PostgreSQL in %s can't start: %s".formatted(options.dataDir(), reason(e));
        }
    }

    private String reason(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(Server.DISK_FULL)) {
            return "no space is left on its disk";
        }
        return message.lines().count() > 1 ? server.reasonOfEnd().orElse("its log doesn't say why") : message;
    }

    private String freeSpace() {
        try {
            return "%s MB are free there"
                    .formatted(Files.getFileStore(options.dataDir()).getUsableSpace() >> 20);
        } catch (IOException e) {
            return "its disk can't be read: " + e.getMessage();
        }
    }

    private static Duration doubled(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Ends supervision. A start in progress is aborted; returns when it has ended. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(LOOK_EVERY.toMillis());
                if (thread.isAlive() && fault != null) {
                    server.stop(options.stopTimeout());
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
