package io.countersign.query.projection;

import io.countersign.events.EventMetaData;
import io.countersign.platform.PlatformConfiguration;
import io.countersign.platform.audit.ExportRegister;
import io.countersign.platform.security.Account;
import io.countersign.platform.security.AccountLookup;
import io.countersign.platform.security.ConsistencyTokens;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.postgres.EventWriterConfiguration;
import io.countersign.policy.Role;
import io.countersign.query.QuerySideConfiguration;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query side as a program of its own, with its real processors, on a database that events are written to. */
public final class QueryProgram implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext context;
    private final EmbeddedDatabase database;
    private final HttpClient http = HttpClient.newHttpClient();

    private QueryProgram(ConfigurableApplicationContext context, EmbeddedDatabase database) {
        this.context = context;
        this.database = database;
    }

    public static QueryProgram on(EmbeddedDatabase database) {
        SpringApplication application = new SpringApplication(Program.class);
        application.setAdditionalProfiles("dev-anonymous");
        List<String> options = new ArrayList<>(List.of(database.options()));
        options.addAll(List.of(
                "--spring.config.import=classpath:config/platform.yml",
                "--countersign.database.pool-size=12",
                "--countersign.jwt.secret=only-for-tests-0123456789abcdefghij",
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--logging.level.root=error"));
        return new QueryProgram(application.run(options.toArray(String[]::new)), database);
    }

    /** Writes the first events of aggregates, or the next ones, in one transaction; returns the last. */
    public EventReference publish(DomainEventMessage<?>... events) {
        EventStore store = context.getBean(EventStore.class);
        UnitOfWork<EventMessage<?>> work = DefaultUnitOfWork.startAndGet(events[0]);
        work.attachTransaction(context.getBean(org.axonframework.common.transaction.TransactionManager.class));
        work.execute(() -> store.publish(events));
        DomainEventMessage<?> last = events[events.length - 1];
        return new EventReference(last.getAggregateIdentifier(), last.getSequenceNumber());
    }

    public static DomainEventMessage<?> event(String aggregate, long number, Object payload) {
        return event(aggregate, number, payload, Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS));
    }

    public static DomainEventMessage<?> event(String aggregate, long number, Object payload, Instant at) {
        Map<String, String> metaData = Map.of(EventMetaData.USER_ID, "user-1", EventMetaData.CORRELATION_ID, "c-1");
        Supplier<Instant> time = () -> at;
        return new GenericDomainEventMessage<>(
                "Test", aggregate, number, new GenericEventMessage<>(payload, metaData), time);
    }

    /** Waits until every projection has everything that was published so far. */
    public void awaitAll() {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> {
            long written = database.jdbc()
                    .sql("select count(*) from event_store.event")
                    .query(Long.class)
                    .single();
            return head() == written && bean(ProjectionProgress.class).everywhere() == written;
        });
    }

    /** As a command would have returned it. */
    public String token(EventReference event) {
        return bean(ConsistencyTokens.class).seal(event);
    }

    public long head() {
        return bean(EventPositions.class).head();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ProjectionStatus status(String projection) {
        return bean(ProjectionHealth.class).of(projection);
    }

    Projection projection(String name) {
        return bean(Rebuilds.class).projection(name).orElseThrow();
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        return URI.create("http://127.0.0.1:%s%s".formatted(port, path));
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    public static List<JsonNode> list(HttpResponse<String> response) {
        return Stream.of(json(response)).flatMap(node -> node.valueStream()).toList();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Stands for the other side, which keeps users and records exports. */
    @Configuration
    @EnableAutoConfiguration
    @Import({PlatformConfiguration.class, EventWriterConfiguration.class, QuerySideConfiguration.class})
    static class Program {
        @Bean
        @Primary
        AccountLookup accounts() {
            return user -> Optional.of(new Account(user, user + "@example.org", Role.OWNER, true, Set.of()));
        }

        @Bean
        ExportRegister exportRegister() {
            return (user, format, filters, tenants) -> {
                throw new UnsupportedOperationException("There are no exports here");
            };
        }
    }
}
