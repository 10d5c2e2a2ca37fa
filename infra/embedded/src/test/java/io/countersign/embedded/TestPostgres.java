package io.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Helpers for tests of a server and its directory. */
final class TestPostgres {

    private TestPostgres() {}

    static EmbeddedPostgres start(Path dataDir) {
        return EmbeddedPostgres.start(options(dataDir));
    }

    static EmbeddedPostgresOptions options(Path dataDir) {
        return EmbeddedPostgresOptions.in(dataDir).withSharedBinaries();
    }

    static Connection connect(EmbeddedPostgres postgres, String password) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.username(), password);
    }

    static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres, postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres, postgres.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static Path cluster(Path dataDir) {
        return dataDir.resolve("postgresql/cluster");
    }

    static ProcessHandle postmaster(Path dataDir) throws IOException {
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(cluster(dataDir).resolve("postmaster.pid"))
                                .get(0)))
                .orElseThrow();
    }

    /** False for a zombie too, which waits for nothing but its parent's attention. */
    static boolean isRunning(ProcessHandle process) {
        return Files.exists(Path.of("/proc", String.valueOf(process.pid()), "cwd"));
    }

    static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
