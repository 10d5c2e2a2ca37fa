package io.countersign.bench.system;

import io.countersign.bench.http.Client;
import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program as a process of its own, which this one starts and stops. */
public final class Program implements AutoCloseable {
    private static final String OWNER = "owner@example.com";
    private static final String PASSWORD = "only-for-measuring-1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path jar;
    private final Path directory;
    private final Database database;
    private final List<String> javaOptions;
    private Process process;
    private int port;
    private Client client;

    public Program(Path jar, Path directory, Database database, List<String> javaOptions) {
        this.jar = jar;
        this.directory = directory;
        this.database = database;
        this.javaOptions = javaOptions;
    }

    /** Another program on the same database, which shares this one's secrets. */
    public Program beside(Path other) {
        return new Program(other, directory, database, javaOptions);
    }

    /** Starts the program; returns when it is ready. {@code more} are further options of its JVM. */
    public void start(List<String> more) throws IOException, InterruptedException {
        client = launch(more).signedIn(OWNER, PASSWORD);
    }

    /** Starts one that nobody can sign in at, for a user who did so at another. */
    public void start(List<String> more, Client elsewhere) throws IOException, InterruptedException {
        launch(more);
        client = elsewhere.at(port);
    }

    private Client launch(List<String> more) throws IOException, InterruptedException {
        port = freePort();
        List<String> command = new ArrayList<>(List.of(javaTool("java")));
        command.addAll(javaOptions);
        command.addAll(more);
        command.addAll(List.of("-jar", jar.toString(), "--server.port=" + port, "--countersign.data-dir=" + directory));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(database.forProgram());
        builder.environment().put("COUNTERSIGN_BOOTSTRAP_OWNER_EMAIL", OWNER);
        builder.environment().put("COUNTERSIGN_BOOTSTRAP_OWNER_PASSWORD", PASSWORD);
        Files.createDirectories(directory);
        process = builder.start();
        Client anyone = new Client(port);
        awaitReady(anyone);
        return anyone;
    }

    public void restart(List<String> more) throws IOException, InterruptedException {
        close();
        start(more);
    }

    public int port() {
        return port;
    }

    /** A client that is signed in as the owner. */
    public Client client() {
        return client;
    }

    public Path directory() {
        return directory;
    }

    /** Asks the program's JVM, as jcmd does. */
    public String jcmd(String command) throws IOException, InterruptedException {
        return Shell.run(List.of(javaTool("jcmd"), String.valueOf(process.pid()), command));
    }

    /** What the program and its database have used up to now. */
    public CpuTime cpu() throws IOException, InterruptedException {
        return CpuTime.of(process.toHandle(), database.postmaster());
    }

    private Path log() {
        return directory.resolve("program.log");
    }

    private void awaitReady(Client anyone) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(anyone)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("The program didn't become ready; its log is " + log());
            }
            Thread.sleep(100);
        }
    }

    private static boolean isReady(Client anyone) {
        try (Connection connection = anyone.connect()) {
            var answer = connection.send(Request.get("/actuator/health/readiness"));
            answer.text();
            return answer.ok();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String javaTool(String name) {
        Path beside = Path.of(System.getProperty("java.home"), "bin", name);
        return Files.isExecutable(beside) ? beside.toString() : name;
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
