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
 * Watches a running server and starts it again, on the same port, whenever it ends without having been asked to: at
 * once, then with pauses that double up to {@link #LONGEST_PAUSE}, until it runs or {@link #close} is called. The log has
 * one sentence for each end, for each new reason why a start fails, and for the server's return.
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

    /** @param options with the port that the server has and keeps */
    Supervisor(Server server, EmbeddedPostgresOptions options) {
        this.server = server;
        this.options = options;
        this.thread = new Thread(this::supervise, "postgresql-supervisor");
        thread.setDaemon(true);
        thread.start();
    }

    /** A sentence that says why the server doesn't run at the moment; empty while it does. */
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

    /** @return null if the server runs, else a sentence that says why it does not */
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

    /** Ends supervision; returns when no start is under way any more. A start that is under way is broken off. */
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
