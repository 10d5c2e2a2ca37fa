package io.countersign.embedded;

import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server in a directory, started and stopped by this program.
 *
 * <p><b>Durable.</b> Committed data survives a crash of this program, of the server and of the machine. Data pages have checksums.
 *
 * <p><b>Closed.</b> The server listens only on 127.0.0.1 and requires a password from every user, including the superuser
 * (SCRAM-SHA-256). The password is generated with the cluster and kept in a file that only the directory's owner can
 * read.
 *
 * <p><b>One holder.</b> A data directory has one holder at a time; a second start on it fails at once and names the
 * first. The next start stops processes that a killed holder left running.
 *
 * <p><b>Supervised.</b> A server that ends unexpectedly (killed, out of disk space) is restarted on the same port, with pauses of at most 4 seconds, until it runs. The log gives the reason in a sentence.
 *
 * <p><b>Stopped by its caller.</b> No shutdown hook is registered: the caller closes the server when nothing needs it any more. The server runs in its own session, so a Ctrl-C in the terminal does not reach it.
 *
 * <p>Linux on x86_64 and aarch64, with glibc. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String SUPERUSER = "postgres";

    private final DataDirectoryLock lock;
    private final Server server;
    private final Supervisor supervisor;
    private final int port;
    private final String password;
    private final Duration stopTimeout;
    private boolean closed;

    private EmbeddedPostgres(
            DataDirectoryLock lock,
            Server server,
            Supervisor supervisor,
            int port,
            String password,
            Duration stopTimeout) {
        this.lock = lock;
        this.server = server;
        this.supervisor = supervisor;
        this.port = port;
        this.password = password;
        this.stopTimeout = stopTimeout;
    }

    /**
     * Starts the server, and returns once it accepts connections. The first start in a directory unpacks PostgreSQL and
     * creates the cluster; interrupted steps are repeated.
     *
     * @throws EmbeddedPostgresException if the directory is in use, belongs to someone else or holds a cluster of
     *         another major version, if the port is taken, or if the server doesn't start; the message says which and what to do, or ends with the last lines of the server log
     */
    public static EmbeddedPostgres start(EmbeddedPostgresOptions options) {
        Instant begin = Instant.now();
        DataDirectory directory = DataDirectory.at(options.dataDir());
        DataDirectoryLock lock = DataDirectoryLock.take(directory);
        try {
            Programs programs = PostgresBinaries.unpackedIn(options.binariesDir());
            String password = SuperuserPassword.keptIn(directory);
            Server server = new Server(new Cluster(directory, programs).readyFor(SUPERUSER), directory, programs);
            int port = server.start(options);
            log.info(
                    "PostgreSQL {} in {} accepts connections on 127.0.0.1:{} after {} ms",
                    programs.version(),
                    directory,
                    port,
                    Duration.between(begin, Instant.now()).toMillis());
            Supervisor supervisor = new Supervisor(server, options.onPort(port));
            return new EmbeddedPostgres(lock, server, supervisor, port, password, options.stopTimeout());
        } catch (UncheckedIOException e) {
            lock.close();
            throw new EmbeddedPostgresException(
                    "PostgreSQL can't be started in %s: %s"
                            .formatted(directory, e.getCause().getMessage()),
                    e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Why the server is not running, as a sentence with the path of the data directory; empty while it runs.
     */
    public Optional<String> fault() {
        return supervisor.fault();
    }

    /**
     * The JDBC URL of a database in this server, without user and password. The database need not exist.
     */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port, URLEncoder.encode(database, StandardCharsets.UTF_8));
    }

    public int port() {
        return port;
    }

    /** The superuser, who may create databases and other users. */
    public String username() {
        return SUPERUSER;
    }

    public String password() {
        return password;
    }

    /**
     * Stops the server and releases the directory. Open transactions are rolled back (a <em>fast</em> shutdown); a server that takes longer than the options allow is killed, which loses no committed data. Returns when no process of the server is left. A second call has no effect.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                supervisor.close();
                server.stop(stopTimeout);
            } finally {
                lock.close();
            }
        }
    }
}
