package io.countersign.standalone;

import static io.countersign.testkit.Client.json;

import io.countersign.command.CommandSideApplication;
import io.countersign.query.QuerySideApplication;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
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

/** The two sides as they are shipped, as processes of their own on a database that an administrator has prepared. */
final class SeparatePrograms implements AutoCloseable {
    static final String SECRET = "Vw3_tHq7Zk-m9Ry2LsXc5PbNf8Jd4GeU";
    static final String OWNER_EMAIL = "first.owner@example.com";
    static final String PASSWORD = "correct horse battery staple";
    static final String COMMAND_USER = "countersign_command";
    static final String QUERY_USER = "countersign_query";
    private static final Path ROLES = Path.of("../postgres/roles.sql");

    private final EmbeddedDatabase database = EmbeddedDatabase.empty();
    private final Path dataDir;
    private final int commandPort = freePort();
    private ChildProgram command;
    private ChildProgram query;

    /** @param dataDir where neither finds a secret, so that they must be given the same */
    SeparatePrograms(Path dataDir) throws IOException {
        this.dataDir = dataDir;
        database.jdbc().sql(Files.readString(ROLES)).update();
        for (String user : List.of(COMMAND_USER, QUERY_USER)) {
            database.jdbc().sql("alter role %s password '%s'".formatted(user, PASSWORD)).update();
        }
    }

    ChildProgram startCommandSide() throws IOException {
        command = start(
                CommandSideApplication.class,
                QuerySideApplication.class,
                "--server.port=" + commandPort,
                "--countersign.bootstrap.owner-email=" + OWNER_EMAIL,
                "--countersign.bootstrap.owner-password=" + PASSWORD);
        return command;
    }

    ChildProgram startQuerySide() throws IOException {
        query = start(
                QuerySideApplication.class,
                CommandSideApplication.class,
                "--server.port=0",
                "--countersign.command-side.url=http://127.0.0.1:" + commandPort);
        return query;
    }

    /** Started as the built jar, if that was built with the classes under test, else from these classes. */
    private ChildProgram start(Class<?> main, Class<?> other, String... options) throws IOException {
        Path code = location(main);
        List<String> arguments = new ArrayList<>();
        if (Files.isDirectory(code)) {
            arguments.addAll(List.of("-cp", classPathWithout(location(other)), main.getName()));
        } else {
            Path module = code.getParent().getParent();
            arguments.addAll(List.of("-jar", code.resolveSibling(module.getFileName() + ".jar").toString()));
        }
        arguments.addAll(List.of(
                "--server.address=127.0.0.1",
                "--countersign.database.url=" + database.url(),
                "--countersign.database.password=" + PASSWORD,
                "--countersign.jwt.secret=" + SECRET,
                "--countersign.data-dir=" + dataDir));
        arguments.addAll(List.of(options));
        return ChildProgram.java(arguments);
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String classPathWithout(Path other) {
        return Stream.of(ChildProgram.classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("standalone") && !entry.contains("embedded") && !Path.of(entry).equals(other))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    ChildProgram command() {
        return command;
    }

    ChildProgram query() {
        return query;
    }

    EmbeddedDatabase database() {
        return database;
    }

    Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(database.url(), user, PASSWORD);
    }

    /** Somebody without a token. */
    Someone anybody() throws Exception {
        return new Someone(command.client(), query.client());
    }

    /** Someone who has signed in where that is done, and whose token both know. */
    Someone login(String email) throws Exception {
        Answer answer = command.client()
                .post("/api/auth/login", json("{'email': '%s', 'password': '%s'}", email, PASSWORD))
                .mustBe(200);
        return anybody().withToken(answer.json().path("access_token").asString());
    }

    @Override
    public void close() throws Exception {
        for (ChildProgram program : new ChildProgram[] {query, command}) {
            if (program != null) {
                program.close();
            }
        }
        database.close();
        try (EmbeddedDatabase other = EmbeddedDatabase.empty()) {
            other.jdbc().sql("drop role %s, %s".formatted(COMMAND_USER, QUERY_USER)).update();
        }
    }

    /** Sends changes to one program and asks the other, as a gateway does for everyone. */
    record Someone(Client commands, Client queries) {
        Someone withToken(String token) {
            return new Someone(commands.withToken(token), queries.withToken(token));
        }

        Answer post(String path, String json) {
            Answer answer = commands.post(path, json);
            answer.header("Countersign-Consistency").ifPresent(queries::wrote);
            return answer;
        }

        Answer get(String path) {
            return queries.get(path);
        }

        String userId() {
            return commands.get("/api/auth/me").mustBe(200).json().path("user_id").asString();
        }
    }
}
