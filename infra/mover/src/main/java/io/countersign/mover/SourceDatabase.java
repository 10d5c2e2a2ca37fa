package io.countersign.mover;

import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.embedded.EmbeddedPostgresException;
import io.countersign.embedded.EmbeddedPostgresOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL that runs somewhere, or one in a data directory that runs for as long as this is open. */
final class Source implements AutoCloseable {
    /** As the all-in-one program names it. */
    private static final String DATABASE = "countersign";

    private final EventStore store;
    private final EmbeddedPostgres embedded;

    private Source(EventStore store, EmbeddedPostgres embedded) {
        this.store = store;
        this.embedded = embedded;
    }

    static Source at(String url, String username, String password) {
        return new Source(new EventStore(url, username, password), null);
    }

    /** Only one holds a data directory at a time, so the program has stopped if this succeeds. */
    static Source in(Path dataDir) throws MoveFailure {
        if (!Files.isDirectory(dataDir.resolve("postgresql"))) {
            throw new MoveFailure(
                    "%s is no data directory of a Countersign: it has no folder postgresql.".formatted(dataDir));
        }
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(dataDir));
            // A Ctrl-C stops it too; closing it twice does no harm.
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "embedded-postgres"));
            return new Source(
                    new EventStore(postgres.jdbcUrl(DATABASE), postgres.username(), postgres.password()), postgres);
        } catch (EmbeddedPostgresException e) {
            throw new MoveFailure(e.getMessage(), e);
        }
    }

    EventStore store() {
        return store;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
