package io.countersign.standalone.nodes;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.SidePrograms;
import io.countersign.standalone.support.TestAxonServer;
import io.countersign.standalone.support.UsesAxonServer;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.ReadModelScans;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The program begins on PostgreSQL alone, and goes on with its events moved to Axon Server. */
@UsesAxonServer
@Tag("program")
class MovedToAxonServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dataDir;

    private TestAxonServer server;

    @BeforeEach
    void empty() {
        server = TestAxonServer.emptied();
    }

    @Test
    void a_program_goes_on_where_it_was() throws Exception {
        List<JsonNode> told;
        JsonNode explained;
        String token;
        long moved;
        try (ChildProgram program = start()) {
            Client owner = program.login(Program.OWNER_EMAIL, Program.PASSWORD);
            token = owner.token();
            begin(owner);
            told = audit(owner);
            explained = owner.get("/api/decisions/acme/old-1").mustBe(200).json();
            moved = number("select count(*) from event_store.event");
            stop(program);
        }

        assertRefused(
                "This database has %d events that Axon Server hasn't: move them first".formatted(moved),
                server.options());
        move("--data-dir=" + dataDir);

        try (ChildProgram program = start(server.options())) {
            Client owner = program.client().withToken(token);
            assertThat(number("select position from command_side.followed")).isEqualTo(moved);
            assertThat(audit(owner)).isEqualTo(told);
            assertThat(owner.get("/api/decisions/acme/old-1").mustBe(200).json())
                    .isEqualTo(explained);
            assertThat(decide(owner, "old-1").path("status").asString()).isEqualTo("duplicate");
            assertThat(decideOnce(owner).header("Idempotency-Replayed")).contains("true");
            assertThat(decide(owner, "new-1").path("action").asString())
                    .as("with the labels from before")
                    .isEqualTo("auto_posted");
            assertThat(propose(owner, "Corner Shop").mustBe(201).status()).isEqualTo(201);
            program.login(Program.OWNER_EMAIL, Program.PASSWORD);
            stop(program);
        }
        assertRefused("This database belongs to events in an Axon Server");

        try (ChildProgram program = start(server.options())) {
            Client owner = program.client().withToken(token);
            decide(owner, "new-2");
            List<JsonNode> before = audit(owner);
            assertThat(before.subList(before.size() - told.size(), before.size()))
                    .isEqualTo(told);
            assertThat(before.subList(0, before.size() - told.size()))
                    .hasSizeGreaterThan(2)
                    .as("times to the microsecond")
                    .anyMatch(entry ->
                            Instant.parse(entry.path("timestamp").asString()).getNano() % 1_000_000 != 0);

            rebuild(owner);

            assertThat(audit(owner)).isEqualTo(before);
            assertThat(number("select position from command_side.followed"))
                    .isEqualTo(server.count())
                    .isGreaterThan(moved + 2);
            assertThat(server.differences(ReadModelScans.all(), ChildProgram.database(dataDir)))
                    .isEmpty();
            assertThat(server.differences(MemoryScans.all(), ChildProgram.database(dataDir)))
                    .isEmpty();
            assertThat(decide(owner, "old-2").path("status").asString()).isEqualTo("duplicate");
        }
    }

    @Test
    void of_several_command_sides_one_takes_the_database_over_and_no_query_side_goes_back() throws Exception {
        try (SidePrograms sides = new SidePrograms(dataDir)) {
            ChildProgram before = sides.startCommandSide(0);
            Client owner = before.login(SidePrograms.OWNER_EMAIL, SidePrograms.PASSWORD);
            owner.post("/api/tenants", json("{'name': 'Acme', 'tenant_id': 'acme'}"))
                    .mustBe(201);
            decide(owner, "old-1");
            stop(before);
            long moved = sides.database()
                    .jdbc()
                    .sql("select count(*) from event_store.event")
                    .query(Long.class)
                    .single();
            move("--database-url=%s?user=%s&password=%s"
                    .formatted(
                            sides.database().url(),
                            sides.database().username(),
                            sides.database().password()));

            int port = SidePrograms.freePort();
            List<ChildProgram> nodes = List.of(
                    sides.startCommandSide(port, server.options()),
                    sides.startCommandSide(SidePrograms.freePort(), server.options()));
            for (ChildProgram node : nodes) {
                Client there = node.client().withToken(owner.token());
                assertThat(decide(there, "old-1").path("status").asString()).isEqualTo("duplicate");
                assertThat(decide(there, "new-" + node.pid()).path("status").asString())
                        .isEqualTo("decided");
            }
            assertThat(nodes.stream()
                            .filter(node -> node.output().contains("Going on after %d events".formatted(moved))))
                    .hasSize(1);
            assertThat(server.count()).isEqualTo(moved + 2);

            ChildProgram back = sides.startQuerySide(0, "http://127.0.0.1:" + port);
            assertThat(back.exitCode()).isNotZero();
            assertThat(back.output()).contains("This database belongs to events in an Axon Server");
            ChildProgram asked = sides.startQuerySide(0, "http://127.0.0.1:" + port, server.options());
            Client query = asked.client().withToken(owner.token());
            await().atMost(PATIENCE)
                    .until(() -> query.get("/api/audit").mustBe(200).json().size() == moved + 2);
            assertThat(server.differences(MemoryScans.all(), sides.database().dataSource()))
                    .isEmpty();
        }
    }

    @Test
    void a_server_that_has_other_events_is_refused(@TempDir Path elsewhere) throws Exception {
        try (ChildProgram program = start(server.options())) {
            begin(program.login(Program.OWNER_EMAIL, Program.PASSWORD));
            stop(program);
        }
        long told = server.count();

        server = TestAxonServer.emptied();
        assertRefused("Axon Server holds fewer events than this database tells of", server.options());
        try (ChildProgram other = ChildProgram.start(elsewhere, options(server.options()))) {
            begin(other.login(Program.OWNER_EMAIL, Program.PASSWORD));
            decide(other.login(Program.OWNER_EMAIL, Program.PASSWORD), "elsewhere");
        }

        assertThat(server.count()).isGreaterThan(told);
        assertRefused(
                "Axon Server has another event at position %d than this database tells of".formatted(told),
                server.options());
    }

    /** A rule book, two labels that end the cold start, and an answer under a key. */
    private static void begin(Client owner) {
        owner.post("/api/tenants", json("{'name': 'Acme', 'tenant_id': 'acme', 'tier': 'pro'}"))
                .mustBe(201);
        owner.post("/api/tenants/acme/settings", json("{'autopost_enabled': true, 'cold_start_min_labels': 2}"))
                .mustBe(200);
        String candidate = propose(owner, "Paperwing")
                .mustBe(201)
                .json()
                .path("candidate_id")
                .asString();
        owner.post("/api/rules/candidates/" + candidate + "/accept").mustBe(200);
        for (String txn : List.of("old-1", "old-2")) {
            assertThat(decide(owner, txn).path("action").asString()).isEqualTo("reviewed");
            owner.post("/api/decisions/acme/" + txn + "/approve").mustBe(200);
        }
        assertThat(decideOnce(owner).header("Idempotency-Replayed")).isEmpty();
    }

    private static Answer propose(Client owner, String vendor) {
        return owner.post(
                "/api/rules/candidates",
                json(
                        "{'tenant_id': 'acme', 'vendor_pattern': '%s', 'suggested_account': '6100',"
                                + " 'evidence': {'count': 24, 'precision': 0.96, 'std_dev': 0.01}}",
                        vendor));
    }

    private static JsonNode decide(Client owner, String txn) {
        return owner.post("/api/decisions", body(txn)).mustBe(200).json().get(0);
    }

    private static Answer decideOnce(Client owner) {
        return owner.with("Idempotency-Key", "once")
                .post("/api/decisions", body("keyed"))
                .mustBe(200);
    }

    private static String body(String txn) {
        return json("{'tenant_id': 'acme', 'transactions': [%s]}", Program.transaction(txn));
    }

    private static List<JsonNode> audit(Client owner) {
        JsonNode entries =
                owner.get("/api/audit?tenant_id=acme&limit=1000").mustBe(200).json();
        return StreamSupport.stream(entries.spliterator(), false).toList();
    }

    private static void rebuild(Client owner) {
        for (String name : owner.get("/api/admin/projections").mustBe(200).each("name")) {
            owner.post("/api/admin/projections/" + name + "/rebuild").mustBe(202);
        }
        owner.post("/api/admin/memory/rebuild");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                owner.get("/api/admin/projections").mustBe(200).each("state"))
                        .containsOnly("live"));
    }

    private void move(String from) throws Exception {
        try (ChildProgram mover = ChildProgram.java(List.of(
                "-cp",
                ChildProgram.classPath(),
                "io.countersign.mover.MoverApplication",
                from,
                "--server=" + server.address()))) {
            assertThat(mover.exitCode()).as(mover.output()).isZero();
            assertThat(mover.output()).contains("Every event is the same on both sides.");
        }
    }

    private void assertRefused(String sentence, String... options) throws Exception {
        try (ChildProgram refused = start(options)) {
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.output()).contains(sentence);
        }
    }

    private ChildProgram start(String... more) throws Exception {
        return ChildProgram.start(dataDir, options(more));
    }

    private static String[] options(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--countersign.bootstrap.owner-email=" + Program.OWNER_EMAIL,
                "--countersign.bootstrap.owner-password=" + Program.PASSWORD));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static void stop(ChildProgram program) throws Exception {
        program.terminate();
        program.exitCode();
    }

    private long number(String query) throws Exception {
        return JdbcClient.create(ChildProgram.database(dataDir))
                .sql(query)
                .query(Long.class)
                .single();
    }
}
