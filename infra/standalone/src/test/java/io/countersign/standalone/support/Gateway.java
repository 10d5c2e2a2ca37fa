package io.countersign.standalone.support;

import static org.awaitility.Awaitility.await;

import io.countersign.testkit.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gateway with the configuration that it is deployed with, in front of programs on this machine. */
public final class Gateway implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("../docker/gateway/haproxy.cfg");
    private static final List<String> USUAL =
            List.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/opt/homebrew/bin/haproxy");

    private final Process process;
    private final Client anybody;
    private final Client metrics;

    private Gateway(Process process, int port, int metricsPort) {
        this.process = process;
        this.anybody = Client.of(URI.create("http://127.0.0.1:" + port));
        this.metrics = Client.of(URI.create("http://127.0.0.1:" + metricsPort));
    }

    /** The program to start, wherever it is installed. */
    public static Optional<Path> find() {
        return Stream.concat(Stream.of(System.getenv("HAPROXY_BIN")), USUAL.stream())
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts in front of programs that needn't run yet.
     *
     * @param internalPort where query sides reach the command side
     */
    public static Gateway start(int internalPort, List<Integer> commandSides, List<Integer> querySides)
            throws IOException {
        int port = SidePrograms.freePort();
        int metricsPort = SidePrograms.freePort();
        ProcessBuilder builder = new ProcessBuilder(find().orElseThrow().toString(), "-f", CONFIGURATION.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("GATEWAY_BIND", "127.0.0.1:" + port);
        environment.put("GATEWAY_INTERNAL_BIND", "127.0.0.1:" + internalPort);
        environment.put("GATEWAY_METRICS_BIND", "127.0.0.1:" + metricsPort);
        name(environment, "COMMAND_SIDE_", commandSides);
        name(environment, "QUERY_SIDE_", querySides);
        return new Gateway(builder.start(), port, metricsPort);
    }

    private static void name(Map<String, String> environment, String side, List<Integer> ports) {
        for (int i = 0; i < ports.size(); i++) {
            environment.put(side + (i + 1), "127.0.0.1:" + ports.get(i));
        }
    }

    /** Waits until it would send requests to both sides; somebody without a token. */
    public Client client() {
        await().atMost(Duration.ofSeconds(120)).ignoreExceptions().until(() -> isReady());
        return anybody;
    }

    public boolean isReady() {
        return anybody.get("/actuator/health/readiness").status() == 200;
    }

    /** Waits until this many nodes of a side (such as {@code command-side}) are ready in the gateway's eyes. */
    public void awaitReady(String side, int nodes) {
        String line = "haproxy_backend_active_servers{proxy=\"%s\"} %d\n".formatted(side, nodes);
        await().atMost(Duration.ofSeconds(120)).ignoreExceptions().until(this::metrics, text -> text.contains(line));
    }

    /** What Prometheus reads of the gateway. */
    public String metrics() {
        return metrics.get("/metrics").mustBe(200).text();
    }

    /** Someone who has signed in. */
    public Client login(String email, String password) {
        Client client = client();
        return client.withToken(
                client.post("/api/auth/login", Client.json("{'email': '%s', 'password': '%s'}", email, password))
                        .mustBe(200)
                        .json()
                        .path("access_token")
                        .asString());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
