package io.countersign.mover;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/**
 * The Axon Server that the tests are given, in development mode: each begins by removing every event of its context
 * {@code default}.
 */
final class TestServer implements AutoCloseable {
    private static final String HOST = System.getenv().getOrDefault("AXONSERVER_TEST_ADDRESS", "");

    private final AxonServerConnectionFactory factory;
    private final EventChannel events;

    private TestServer() {
        factory = AxonServerConnectionFactory.forClient("mover-test")
                .routingServers(new ServerAddress(
                        HOST.substring(0, HOST.lastIndexOf(':')), Integer.parseInt(HOST.substring(HOST.lastIndexOf(':') + 1))))
                .build();
        events = factory.connect("default").eventChannel();
    }

    static TestServer emptied() throws Exception {
        URI purge = URI.create("http://%s/v1/devmode/purge-events".formatted(System.getenv("AXONSERVER_TEST_HTTP")));
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(purge).DELETE().build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("%s answers %d: is it in development mode? %s"
                    .formatted(purge, answer.statusCode(), answer.body()));
        }
        return new TestServer();
    }

    String address() {
        return HOST;
    }

    EventChannel events() {
        return events;
    }

    long size() throws Exception {
        return events.getLastToken().get(30, TimeUnit.SECONDS) + 1;
    }

    @Override
    public void close() {
        factory.shutdown();
    }
}
