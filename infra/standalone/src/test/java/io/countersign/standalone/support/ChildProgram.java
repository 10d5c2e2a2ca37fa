package io.countersign.standalone.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.CountersignApplication;
import io.countersign.testkit.Client;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A program in a process of its own, as someone starts it; ended with the test at the latest. */
public final class ChildProgram implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("is ready at (http://\\S+)");
    private static final long PATIENCE_SECONDS = 120;

    /** Names the packaged program; without it the classes under test are started, such as by an IDE. */
    private static final String JAR = "countersign.test.jar";

    /** Programs that run for seconds: little is gained by compiling them well. */
    static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<URI> ready = new CompletableFuture<>();
    private final Thread reader;

    private ChildProgram(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the all-in-one on any free port and a data directory. */
    public static ChildProgram start(Path dataDir, String... options) throws IOException {
        return start(List.of(), dataDir, options);
    }

    /** The same with options of Java. */
    public static ChildProgram start(List<String> javaOptions, Path dataDir, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(javaOptions);
        arguments.addAll(code());
        arguments.addAll(List.of(
                "--server.port=0", "--countersign.data-dir=" + dataDir, "--countersign.embedded.shared-binaries=true"));
        arguments.addAll(List.of(options));
        return java(arguments);
    }

    private static List<String> code() {
        String jar = System.getProperty(JAR);
        return jar == null
                ? List.of("-cp", classPath(), CountersignApplication.class.getName())
                : UnpackedProgram.run(Path.of(jar));
    }

    /** Starts whatever Java is told to. */
    public static ChildProgram java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("COUNTERSIGN") || name.startsWith("SPRING") || name.startsWith("SERVER"));
        return new ChildProgram(builder.start());
    }

    /** What the program runs with: nothing of the tests. */
    public static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.contains("testkit"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                Matcher found = READY.matcher(line);
                if (found.find()) {
                    ready.complete(URI.create(found.group(1)));
                }
            }
        } catch (IOException e) {
            output.append(e);
        }
        ready.completeExceptionally(new IllegalStateException("The program ended before it was ready:\n" + output));
    }

    /** Waits until it says that it is ready, and holds it to that; somebody without a token. */
    public Client client() throws InterruptedException, ExecutionException, TimeoutException {
        Client client = Client.of(ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        // Probes are answered from the state of half a second ago.
        await().atMost(Duration.ofSeconds(10))
                .until(() -> client.get("/actuator/health/readiness").status() == 200);
        return client;
    }

    /** Someone who has signed in. */
    public Client login(String email, String password) throws Exception {
        Client client = client();
        return client.withToken(
                client.post("/api/auth/login", Client.json("{'email': '%s', 'password': '%s'}", email, password))
                        .mustBe(200)
                        .json()
                        .path("access_token")
                        .asString());
    }

    /** Waits for its end; what it ended with. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("has ended; said so far:\n%s", output)
                .isTrue();
        reader.join(PATIENCE_SECONDS * 1_000);
        return process.exitValue();
    }

    public String output() {
        return output.toString();
    }

    /** Waits until it has said something. */
    public void awaitSaying(String text) {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> output.toString(), said -> said.contains(text));
    }

    public long pid() {
        return process.pid();
    }

    /** As by Ctrl-C or an orderly shutdown of the machine. */
    public void terminate() {
        process.toHandle().destroy();
    }

    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** The PostgreSQL that runs in a data directory. */
    public static ProcessHandle postmaster(Path dataDir) throws IOException {
        return ProcessHandle.of(Long.parseLong(postmasterFile(dataDir).get(0))).orElseThrow();
    }

    public static int postgresPort(Path dataDir) throws IOException {
        return Integer.parseInt(postmasterFile(dataDir).get(3));
    }

    /** The database in a data directory, as its administrator. */
    public static DataSource database(Path dataDir) throws IOException {
        String password =
                Files.readString(dataDir.resolve("postgresql/password")).strip();
        String url = "jdbc:postgresql://127.0.0.1:%d/countersign".formatted(postgresPort(dataDir));
        return new DriverManagerDataSource(url, "postgres", password);
    }

    private static List<String> postmasterFile(Path dataDir) throws IOException {
        return Files.readAllLines(dataDir.resolve("postgresql/cluster/postmaster.pid"));
    }

    /** False for a zombie too. */
    public static boolean isRunning(ProcessHandle process) {
        return Files.exists(Path.of("/proc", String.valueOf(process.pid()), "cwd"));
    }

    @Override
    public void close() throws InterruptedException {
        terminate();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            kill();
            process.waitFor(40, TimeUnit.SECONDS);
        }
    }
}
