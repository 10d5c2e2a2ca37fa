package io.countersign.standalone.support;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.platform.store.EventPositions;
import io.countersign.standalone.CountersignApplication;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The all-in-one program as it is shipped, on a port and a database of its own, and makers of what lives in it. */
public final class Program implements AutoCloseable {
    public static final String SECRET = "gK8v-Qe2pXz_t5Yw1NsRb7LmJc4HdUf9";
    public static final String OWNER_EMAIL = "first.owner@example.com";
    public static final String PASSWORD = "correct horse battery staple";

    public static final String NO_ROOM = "an Axon Server has room for the events of one program at a time";

    private static final Semaphore AXON_SERVER = new Semaphore(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Program running;

    private final EmbeddedDatabase database;
    private final Path dataDir;
    private final ConfigurableApplicationContext context;
    private final Client anybody;
    private final Client owner;
    private final Runnable whenClosed;

    private Program(EmbeddedDatabase database, Runnable whenClosed, String... more) {
        this.whenClosed = whenClosed;
        this.database = database;
        this.dataDir = temporaryDirectory();
        this.context = new SpringApplicationBuilder(CountersignApplication.class)
                .registerShutdownHook(false)
                .run(arguments(database, dataDir, more));
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        this.anybody = Client.of(URI.create("http://127.0.0.1:" + port));
        this.owner = login(OWNER_EMAIL, PASSWORD);
    }

    static Program start() {
        running = startElsewhere();
        return running;
    }

    /** One with a database of its own, for tests that would spoil the one that the others use. */
    public static Program startElsewhere(String... options) {
        if (!TestAxonServer.isChosen()) {
            return new Program(migratedDatabase(), () -> {}, options);
        }
        assumeTrue(AXON_SERVER.tryAcquire(), NO_ROOM);
        return new Program(
                migratedDatabase(),
                AXON_SERVER::release,
                Stream.of(TestAxonServer.emptied().options(), options)
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
    }

    /** As the program itself would leave an empty one. */
    private static EmbeddedDatabase migratedDatabase() {
        return EmbeddedDatabase.with("event_store", "key_vault", "command_side", "read_model");
    }

    /** One on a database that is there already, with its events; the database goes with it. */
    public static Program startOn(EmbeddedDatabase database) {
        return new Program(database, () -> {});
    }

    /** Whether another one may be started now. */
    public static boolean hasRoom() {
        return !TestAxonServer.isChosen() || AXON_SERVER.availablePermits() > 0;
    }

    /** The one that {@link UsesSharedProgram} started. */
    public static Program running() {
        return running;
    }

    private static String[] arguments(EmbeddedDatabase database, Path dataDir, String... more) {
        List<String> arguments = new ArrayList<>(List.of(database.options()));
        arguments.add("--server.port=0");
        arguments.add("--countersign.data-dir=" + dataDir);
        arguments.add("--countersign.jwt.secret=" + SECRET);
        arguments.add("--countersign.bootstrap.owner-email=" + OWNER_EMAIL);
        arguments.add("--countersign.bootstrap.owner-password=" + PASSWORD);
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("countersign-program");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public EmbeddedDatabase database() {
        return database;
    }

    public URI base() {
        return anybody.base();
    }

    /** Someone without a token. */
    public Client anybody() {
        return anybody;
    }

    public Client owner() {
        return owner;
    }

    public Client login(String email, String password) {
        Answer answer = anybody.post("/api/auth/login", json("{'email': '%s', 'password': '%s'}", email, password))
                .mustBe(200);
        return anybody.withToken(answer.json().path("access_token").asString());
    }

    /** A user who has signed in. */
    public Person person(String role, String... tenants) {
        String email = "%s-%d@example.com".formatted(role, NUMBER.incrementAndGet());
        String assigned = Stream.of(tenants).collect(Collectors.joining("', '", "['", "']"));
        Answer made = owner.post(
                        "/api/users",
                        json(
                                "{'email': '%s', 'role': '%s', 'password': '%s', 'tenants': %s}",
                                email, role, PASSWORD, tenants.length == 0 ? "[]" : assigned))
                .mustBe(201);
        return new Person(made.json().path("user_id").asString(), email, login(email, PASSWORD));
    }

    /** A tenant that auto-posts, with these settings besides. */
    public String tenant(String settings) {
        String tenant = owner.post("/api/tenants", json("{'name': 'Tenant %d'}", NUMBER.incrementAndGet()))
                .mustBe(201)
                .json()
                .path("tenant_id")
                .asString();
        if (!settings.isEmpty()) {
            owner.post("/api/tenants/" + tenant + "/settings", json(settings)).mustBe(200);
        }
        return tenant;
    }

    public String tenant() {
        return tenant("");
    }

    /** A tenant that auto-posts whatever is likely enough, without a cold start. */
    public String eagerTenant() {
        return tenant("{'autopost_enabled': true, 'cold_start_min_labels': 0}");
    }

    public static String freshTxn() {
        return "txn-" + NUMBER.incrementAndGet();
    }

    /** A decision that awaits a person; its transaction's id. */
    public String decided(String tenant) {
        String txn = freshTxn();
        owner.post("/api/decisions", json("{'tenant_id': '%s', 'transactions': [%s]}", tenant, transaction(txn)))
                .mustBe(200);
        return txn;
    }

    /** A transaction with a likely proposal, for a JSON body. */
    public static String transaction(String txn) {
        return json(
                "{'txn_id': '%s', 'date': '2026-03-01', 'vendor': 'Office Depot, Inc.', 'amount': 12.5, 'currency': 'USD',"
                        + " 'proposal': {'account': '6000 Office', 'calibrated_p': 0.95, 'source': 'ml'}}",
                txn);
    }

    /** Waits until what is read has all that has happened. */
    public void awaitProjections() {
        long head = events();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> owner.get("/api/admin/projections")
                        .mustBe(200)
                        .json()
                        .valueStream()
                        .allMatch(projection -> projection.path("position").longValue() >= head));
    }

    public long events() {
        return TestAxonServer.isChosen()
                ? context.getBean(EventPositions.class).head()
                : database.jdbc()
                        .sql("select count(*) from event_store.event")
                        .query(Long.class)
                        .single();
    }

    /** Runs it and holds that no event came of it. */
    public void writesNothing(Runnable work) {
        long before = events();
        work.run();
        assertThat(events()).as("events").isEqualTo(before);
    }

    @Override
    public void close() {
        context.close();
        try {
            FileSystemUtils.deleteRecursively(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database.close();
        whenClosed.run();
    }

    /** Someone with an account. */
    public record Person(String userId, String email, Client client) {}
}
