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
 * The Axon Server that AXONSERVER_TEST_ADDRESS names (host and gRPC port; AXONSERVER_TEST_HTTP names its HTTP port if
 * that isn't 8024), in development mode: each test begins by removing every event of its context {@code default}.
 */
final class TestAxonServer implements AutoCloseable {
    private static final String ADDRESS = System.getenv().getOrDefault("AXONSERVER_TEST_ADDRESS", "");
    private static final String HTTP_PORT = System.getenv().getOrDefault("AXONSERVER_TEST_HTTP", "8024");

    private final AxonServerConnectionFactory factory;
    private final EventChannel events;

    private TestAxonServer() {
        factory = AxonServerConnectionFactory.forClient("mover-test")
                .routingServers(
                        new ServerAddress(host(), Integer.parseInt(ADDRESS.substring(ADDRESS.lastIndexOf(':') + 1))))
                .build();
        events = factory.connect("default").eventChannel();
    }

    static TestAxonServer emptied() throws Exception {
        URI purge = URI.create("http://%s:%s/v1/devmode/purge-events".formatted(host(), HTTP_PORT));
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(purge).DELETE().build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("%s answers %d: is it in development mode? %s"
                    .formatted(purge, answer.statusCode(), answer.body()));
        }
        return new TestAxonServer();
    }

    private static String host() {
        return ADDRESS.substring(0, ADDRESS.lastIndexOf(':'));
    }

    String address() {
        return ADDRESS;
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
