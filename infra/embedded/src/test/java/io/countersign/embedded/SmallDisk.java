package io.countersign.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link ServerHolderProgram} whose data directory is on a disk of 160 MB: a tmpfs in a mount namespace of its own,
 * which needs no rights and ends with the program.
 */
final class SmallDisk implements AutoCloseable {

    private final Process process;
    private final Path mounted;
    private final StringBuffer output = new StringBuffer();

    private SmallDisk(Process process, Path mounted) {
        this.process = process;
        this.mounted = mounted;
    }

    static SmallDisk in(Path directory) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=160m none \"$0\" && exec \"$@\"",
                directory.toString()));
        command.addAll(ServerHolderProgram.command(directory.resolve("data")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader lines = process.inputReader();
        ServerHolderProgram.awaitReady(lines);
        SmallDisk disk = new SmallDisk(process, directory);
        Thread reader = new Thread(
                () -> lines.lines().forEach(line -> disk.output.append(line).append('\n')), "small-disk-output");
        reader.setDaemon(true);
        reader.start();
        return disk;
    }

    /** As the program knows it. */
    Path dataDir() {
        return mounted.resolve("data");
    }

    String output() {
        return output.toString();
    }

    /** Takes all the room, and writes until the server has none left for its log. */
    void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(filler())) {
            byte[] block = new byte[64 * 1024];
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            if (!e.getMessage().contains("No space left on device")) {
                throw e;
            }
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute("SELECT pg_logical_emit_message(true, 'filler', repeat('x', 1000000))");
            }
        } catch (SQLException e) {
            // The server ended.
        }
    }

    void empty() throws IOException {
        Files.delete(filler());
    }

    void run(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String ask(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws IOException, SQLException {
        Path home = seenFromHere(dataDir()).resolve("postgresql");
        String port = Files.readAllLines(home.resolve("cluster/postmaster.pid")).get(3);
        String password = Files.readString(home.resolve("password")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }

    private Path filler() {
        return seenFromHere(mounted).resolve("filler");
    }

    private Path seenFromHere(Path path) {
        return Path.of("/proc", String.valueOf(process.pid()), "root")
                .resolve(Path.of("/").relativize(path));
    }

    /** The server goes too, when its directory does. */
    @Override
    public void close() throws Exception {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
