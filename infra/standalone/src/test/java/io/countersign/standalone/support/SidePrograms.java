package io.countersign.standalone.support;

import io.countersign.command.CommandSideApplication;
import io.countersign.query.QuerySideApplication;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the two sides as they are shipped, each as often as it is asked to, on a database that an administrator has prepared. */
public final class SidePrograms implements AutoCloseable {
    public static final String SECRET = "Vw3_tHq7Zk-m9Ry2LsXc5PbNf8Jd4GeU";
    public static final String OWNER_EMAIL = "first.owner@example.com";
    public static final String PASSWORD = "correct horse battery staple";
    public static final String COMMAND_USER = "countersign_command";
    public static final String QUERY_USER = "countersign_query";
    private static final Path ROLES = Path.of("../postgres/roles.sql");

    private final EmbeddedDatabase database = EmbeddedDatabase.empty();
    private final Path dataDir;
    private final List<ChildProgram> started = new ArrayList<>();

    /** @param dataDir where neither side finds a secret, so that they must be given the same */
    public SidePrograms(Path dataDir) throws IOException {
        this.dataDir = dataDir;
        database.jdbc().sql(Files.readString(ROLES)).update();
        for (String user : List.of(COMMAND_USER, QUERY_USER)) {
            database.jdbc()
                    .sql("alter role %s password '%s'".formatted(user, PASSWORD))
                    .update();
        }
    }

    public ChildProgram startCommandSide(int port, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--countersign.bootstrap.owner-email=" + OWNER_EMAIL,
                "--countersign.bootstrap.owner-password=" + PASSWORD));
        all.addAll(List.of(options));
        return start(CommandSideApplication.class, QuerySideApplication.class, all);
    }

    public ChildProgram startQuerySide(int port, String commandSide, String... options) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("--server.port=" + port, "--countersign.command-side.url=" + commandSide));
        all.addAll(List.of(options));
        return start(QuerySideApplication.class, CommandSideApplication.class, all);
    }

    /** Started as the built jar, if that was built with the classes under test, else from these classes. */
    private ChildProgram start(Class<?> main, Class<?> other, List<String> options) throws IOException {
        Path code = location(main);
        List<String> arguments = new ArrayList<>(List.of("-Xmx256m"));
        if (Files.isDirectory(code)) {
            arguments.addAll(List.of("-cp", classPathWithout(location(other)), main.getName()));
        } else {
            Path module = code.getParent().getParent();
            arguments.addAll(UnpackedProgram.run(code.resolveSibling(module.getFileName() + ".jar")));
        }
        arguments.addAll(List.of(
                "--server.address=127.0.0.1",
                "--countersign.database.url=" + database.url(),
                "--countersign.database.password=" + PASSWORD,
                "--countersign.jwt.secret=" + SECRET,
                "--countersign.data-dir=" + dataDir));
        arguments.addAll(options);
        ChildProgram program = ChildProgram.java(arguments);
        started.add(program);
        return program;
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String classPathWithout(Path other) {
        return Stream.of(ChildProgram.classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("standalone")
                        && !entry.contains("embedded")
                        && !Path.of(entry).equals(other))
                .collect(Collectors.joining(File.pathSeparator));
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public EmbeddedDatabase database() {
        return database;
    }

    Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(database.url(), user, PASSWORD);
    }

    /** Ends all that still run, the last first. */
    @Override
    public void close() throws Exception {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
        database.close();
        try (EmbeddedDatabase other = EmbeddedDatabase.empty()) {
            other.jdbc()
                    .sql("drop role %s, %s".formatted(COMMAND_USER, QUERY_USER))
                    .update();
        }
    }
}
