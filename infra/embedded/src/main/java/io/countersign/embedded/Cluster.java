package io.countersign.embedded;

import io.countersign.embedded.Programs.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one PostgreSQL server, which PostgreSQL calls a cluster. They are initialised under a temporary name and renamed when they are complete and on disk, so an existing cluster is always usable.
 */
final class Cluster {

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UNFINISHED = "initialising-";

    private final DataDirectory directory;
    private final Programs programs;

    Cluster(DataDirectory directory, Programs programs) {
        this.directory = directory;
        this.programs = programs;
    }

    /** Returns the directory of the cluster, initialised if necessary and with no process using it. */
    Path readyFor(String superuser) {
        try {
            removeUnfinished();
            if (Files.exists(directory.cluster())) {
                stopLeftovers(directory.cluster());
                mustBeOfOurVersion();
            } else {
                initialise(superuser);
            }
            return directory.cluster();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory.home(), UNFINISHED + "*")) {
            for (Path path : unfinished) {
                stopLeftovers(path);
                PrivateFiles.deleteTree(path);
            }
        }
    }

    /** This program holds the directory's lock, so the program that started these processes has ended. */
    private void stopLeftovers(Path cluster) {
        ServerProcesses leftovers = new ServerProcesses(cluster, programs);
        if (!leftovers.running().isEmpty()) {
            log.warn("An earlier program left PostgreSQL running in {}; stopping it", directory);
            leftovers.stop(PATIENCE);
        }
    }

    /** The locale sorts text by code point, the same on every machine, with the case rules of Unicode. */
    private void initialise(String superuser) throws IOException {
        Path fresh = Files.createTempDirectory(directory.home(), UNFINISHED, PrivateFiles.DIRECTORY);
        Finished initdb = programs.run(
                fresh,
                "initdb",
                "--pgdata=" + fresh,
                "--username=" + superuser,
                "--pwfile=" + directory.password(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums",
                "--no-instructions");
        if (initdb.failed()) {
            throw new EmbeddedPostgresException(
                    "The database can't be initialised in %s: %s".formatted(directory, initdb.output()));
        }
        PrivateFiles.move(fresh, directory.cluster());
    }

    private void mustBeOfOurVersion() throws IOException {
        String theirs =
                Files.readString(directory.cluster().resolve("PG_VERSION")).strip();
        String ours = programs.majorVersion();
        if (!theirs.equals(ours)) {
            throw new EmbeddedPostgresException(("The database in %s was made by PostgreSQL %s, and this program brings"
                            + " PostgreSQL %s, which can't read it. Nothing was changed: export it with the earlier program's"
                            + " PostgreSQL (pg_dumpall) and import it into a new data directory, or convert it with pg_upgrade")
                    .formatted(directory, theirs, ours));
        }
    }
}
