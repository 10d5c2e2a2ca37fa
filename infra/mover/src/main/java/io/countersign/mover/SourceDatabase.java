package io.countersign.mover;

import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.embedded.EmbeddedPostgresException;
import io.countersign.embedded.EmbeddedPostgresOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** The PostgreSQL to read from: a running server, or an embedded one that runs while this is open. */
final class SourceDatabase implements AutoCloseable {
    /** The database name of the all-in-one program. */
    private static final String DATABASE = "countersign";

    private final PostgresEventStore store;
    private final EmbeddedPostgres embedded;

    private SourceDatabase(PostgresEventStore store, EmbeddedPostgres embedded) {
        this.store = store;
        this.embedded = embedded;
    }

    static SourceDatabase at(String url, String username, String password) {
        return new SourceDatabase(new PostgresEventStore(url, username, password), null);
    }

    /** Succeeds only if the program is stopped, because it would hold the lock of the data directory. */
    static SourceDatabase in(Path dataDir) throws MoveFailure {
        if (!Files.isDirectory(dataDir.resolve("postgresql"))) {
            throw new MoveFailure(
                    "%s is no data directory of a Countersign: it has no folder postgresql.".formatted(dataDir));
        }
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(dataDir));
            // Also stops it on Ctrl-C. Closing it twice has no effect.
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "embedded-postgres"));
            return new SourceDatabase(
                    new PostgresEventStore(postgres.jdbcUrl(DATABASE), postgres.username(), postgres.password()),
                    postgres);
        } catch (EmbeddedPostgresException e) {
            throw new MoveFailure(e.getMessage(), e);
        }
    }

    PostgresEventStore store() {
        return store;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
