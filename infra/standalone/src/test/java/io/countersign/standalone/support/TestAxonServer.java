package io.countersign.standalone.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.countersign.platform.store.axonserver.ExactTime;
import io.countersign.testkit.Scan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Axon Server that {@value #ADDRESS} names (host and gRPC port; {@value #HTTP} names its HTTP port if that isn't 8024).
 * Tests have it to themselves: each begins by deleting every event in it, which a server in development mode allows
 * ({@code axoniq.axonserver.devmode.enabled}). {@value #CRASH} is a command of the shell's that kills the server and starts
 * it again with its events, for tests of that.
 */
public final class TestAxonServer implements TestStore {
    static final String ADDRESS = "AXONSERVER_TEST_ADDRESS";
    static final String HTTP = "AXONSERVER_TEST_HTTP";
    public static final String CRASH = "AXONSERVER_TEST_CRASH";

    private static final String CHOICE = "countersign.test.store";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String host;
    private final int port;

    private TestAxonServer(String address) {
        int colon = address.lastIndexOf(':');
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
    }

    /** Whether the tests that share one program are to run with its events there ({@code -D}{@value #CHOICE}{@code =axon-server}). */
    public static boolean isChosen() {
        return "axon-server".equals(System.getProperty(CHOICE));
    }

    /** The server as it is. */
    public static TestAxonServer named() {
        return new TestAxonServer(System.getenv(ADDRESS));
    }

    /** The server without any events. */
    public static TestAxonServer emptied() {
        TestAxonServer server = named();
        HttpRequest purge = server.request("/v1/devmode/purge-events").DELETE().build();
        assertThat(send(purge).statusCode())
                .as("deleting all events, for which the server must be in development mode")
                .isEqualTo(200);
        return server;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://%s:%s%s".formatted(host, System.getenv().getOrDefault(HTTP, "8024"), path)));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
    }

    public void crash() throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", System.getenv(CRASH)).inheritIO().start();
        assertThat(shell.waitFor()).as("the exit code of " + CRASH).isZero();
    }

    /** How many commands of a type it has had from each program that ever handled one. */
    public Map<String, Long> handled(Class<?> command) {
        Map<String, Long> handled = new TreeMap<>();
        JSON.readTree(send(request("/v1/public/command-metrics").build()).body())
                .forEach(metric -> {
                    if (metric.path("command").asString().equals(command.getName())
                            && metric.path("count").asLong() > 0) {
                        handled.put(
                                metric.path("clientId").asString(),
                                metric.path("count").asLong());
                    }
                });
        return handled;
    }

    /** Host and gRPC port. */
    public String address() {
        return "%s:%d".formatted(host, port);
    }

    @Override
    public String[] options() {
        return new String[] {"--axon.axonserver.enabled=true", "--axon.axonserver.servers=" + address()};
    }

    @Override
    public List<String> events(DataSource database) {
        return events().stream()
                .map(EventWithToken::getEvent)
                .map(event -> event.getAggregateIdentifier() + " " + shortType(event))
                .toList();
    }

    @Override
    public List<String> differences(List<Scan> scans, DataSource database) throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                DataSource session = new SingleConnectionDataSource(connection, true);
                copyEvents(new JdbcTemplate(session));
                return Scan.differences(scans, JdbcClient.create(session));
            } finally {
                connection.rollback();
            }
        }
    }

    public long count() {
        return events().size();
    }

    /** Hands on the short type and the payload of each of an aggregate's events. */
    public void replay(String aggregate, BiConsumer<String, String> events) {
        events().stream()
                .map(EventWithToken::getEvent)
                .filter(event -> event.getAggregateIdentifier().equals(aggregate))
                .forEach(event -> events.accept(
                        shortType(event), event.getPayload().getData().toStringUtf8()));
    }

    private static String shortType(Event event) {
        return event.getPayload().getType().replaceFirst(".*\\.", "");
    }

    /** Into the tables that hold them on PostgreSQL, instead of moved ones, where the caller's transaction alone sees them. */
    private void copyEvents(JdbcTemplate jdbc) {
        List<Object[]> rows = new ArrayList<>();
        for (EventWithToken stored : events()) {
            Event event = stored.getEvent();
            Map<String, Object> metaData = new TreeMap<>();
            event.getMetaDataMap()
                    .forEach((key, value) ->
                            metaData.put(key, value.hasNumberValue() ? value.getNumberValue() : value.getTextValue()));
            Instant time = Instant.parse((String) metaData.remove(ExactTime.KEY));
            rows.add(new Object[] {
                stored.getToken() + 1,
                event.getAggregateIdentifier(),
                event.getAggregateSequenceNumber(),
                event.getAggregateType(),
                event.getMessageIdentifier(),
                time.atOffset(ZoneOffset.UTC),
                event.getPayload().getType(),
                event.getPayload().getRevision(),
                event.getPayload().getData().toByteArray(),
                JSON.writeValueAsBytes(metaData)
            });
        }
        jdbc.execute("alter table event_store.event disable trigger event_is_never_changed");
        jdbc.execute("alter table event_store.event_order disable trigger order_is_never_changed");
        jdbc.update("delete from event_store.event_order");
        jdbc.update("delete from event_store.event");
        jdbc.batchUpdate("""
                insert into event_store.event
                    (global_index, aggregate_identifier, sequence_number, type, event_identifier, time_stamp, payload_type,
                     payload_revision, payload, meta_data)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
        jdbc.update("""
                insert into event_store.event_order (position, global_index, reached_at)
                select global_index, global_index,
                       max(time_stamp) over (
                           partition by payload_type like '%.tenant.%', payload_type ~ '(RulePromoted|RulesImported|RulesRolledBack)$'
                           order by global_index)
                from event_store.event
                """);
    }

    /** Every event, in the server's order. */
    private List<EventWithToken> events() {
        AxonServerConnectionFactory factory = AxonServerConnectionFactory.forClient("tests")
                .routingServers(new ServerAddress(host, port))
                .build();
        try {
            AxonServerConnection connection = factory.connect("default");
            long last = connection.eventChannel().getLastToken().join();
            List<EventWithToken> events = new ArrayList<>();
            try (EventStream stream = connection.eventChannel().openStream(-1, 1_000)) {
                while (events.size() <= last) {
                    EventWithToken next = stream.nextIfAvailable(10, TimeUnit.SECONDS);
                    assertThat(next)
                            .as("event %d of %d", events.size(), last + 1)
                            .isNotNull();
                    events.add(next);
                }
            }
            return events;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            factory.shutdown();
        }
    }
}
