package io.countersign.testkit;

import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.embedded.EmbeddedPostgresOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** The one server of a test JVM, started when it is first needed and removed with the JVM. */
final class SharedPostgres {
    private static EmbeddedPostgres server;

    private SharedPostgres() {}

    static synchronized EmbeddedPostgres server() {
        if (server == null) {
            Path dir = temporaryDirectory();
            server = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(dir).withSharedBinaries());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(dir), "shared-postgres"));
        }
        return server;
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("countersign-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path dir) {
        server.close();
        try {
            FileSystemUtils.deleteRecursively(dir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
