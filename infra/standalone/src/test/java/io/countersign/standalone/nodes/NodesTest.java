package io.countersign.standalone.nodes;

import static io.countersign.standalone.support.SidePrograms.OWNER_EMAIL;
import static io.countersign.standalone.support.SidePrograms.PASSWORD;
import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.Concurrently;
import io.countersign.standalone.support.DecisionWriter;
import io.countersign.standalone.support.TestPostgres;
import io.countersign.standalone.support.TestStore;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesGateway;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.ReadModelScans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several programs of each side that share a database: whoever is asked, it is one service. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("program")
@Tag("alone")
class NodesTest {
    private static final Duration TAKEN_OVER = Duration.ofSeconds(10);
    static final Duration SOON = Duration.ofSeconds(30);

    final TestStore store = store();
    Nodes nodes;
    private String token;
    List<Client> commands;
    List<Client> queries;

    TestStore store() {
        return new TestPostgres();
    }

    @BeforeAll
    void start(@TempDir Path dataDir) throws Exception {
        nodes = new Nodes(dataDir, store);
        token = nodes.login(OWNER_EMAIL, 0);
    }

    @AfterAll
    void stop() throws Exception {
        nodes.close();
    }

    @BeforeEach
    void begin() throws Exception {
        commands = nodes.commandSides(token);
        queries = nodes.querySides(token);
    }

    String tenant() {
        return tenant(commands.get(0));
    }

    private static String tenant(Client owner) {
        return owner.post("/api/tenants", json("{'name': 'Shared'}"))
                .mustBe(201)
                .json()
                .path("tenant_id")
                .asString();
    }

    /** Asks one node what another was told. */
    private Answer ask(int node, String path, Answer after) {
        return queries.get(node)
                .with(
                        "Countersign-Consistency",
                        after.header("Countersign-Consistency").orElseThrow())
                .get(path);
    }

    private List<String> events() throws Exception {
        return store.events(nodes.database().dataSource());
    }

    private long count(String table) {
        return nodes.database()
                .jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    void mustAddUp() throws Exception {
        DataSource database = nodes.database().dataSource();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(store.differences(ReadModelScans.all(), database))
                        .isEmpty());
        assertThat(store.differences(MemoryScans.all(), database)).isEmpty();
    }

    @Nested
    class nodes_that_start_at_once {
        @Test
        void migrate_once_and_make_one_owner() throws Exception {
            assertThat(count("command_side.user_account where role = 'owner'")).isEqualTo(1);
            assertThat(events()).anyMatch(event -> event.endsWith(" UserCreated"));
        }

        @Test
        void share_the_projections() {
            await().atMost(SOON).untilAsserted(() -> assertThat(nodes.shares()).containsExactly(1, 2, 2));
        }
    }

    @Nested
    class one_aggregate {
        private static final int CHANGES = 8;

        @Test
        void loses_no_change_that_comes_through_another_node() throws Exception {
            String tenant = tenant();
            List<Callable<List<Answer>>> clients = IntStream.range(0, 6)
                    .<Callable<List<Answer>>>mapToObj(client -> () -> changes(tenant, client))
                    .toList();

            List<Answer> answers =
                    Concurrently.run(clients).stream().flatMap(List::stream).toList();

            List<JsonNode> changes = new ArrayList<>();
            ask(
                            1,
                            "/api/tenants/" + tenant + "/history?limit=1000",
                            commands.get(0)
                                    .post(
                                            "/api/tenants/" + tenant + "/settings",
                                            json("{'cold_start_min_labels': 99}")))
                    .mustBe(200)
                    .json()
                    .forEach(row -> changes.add(0, row.path("changes").path("cold_start_min_labels")));
            assertThat(changes).hasSize(1 + answers.size() + 1);
            for (int i = 2; i < changes.size(); i++) {
                assertThat(changes.get(i).path("from"))
                        .isEqualTo(changes.get(i - 1).path("to"));
            }
        }

        /** Each through the next node, so that all have kept a tenant that is outdated by then. */
        private List<Answer> changes(String tenant, int client) {
            return IntStream.range(0, CHANGES)
                    .mapToObj(i -> commands.get((client + i) % Nodes.EACH)
                            .post(
                                    "/api/tenants/" + tenant + "/settings",
                                    json("{'cold_start_min_labels': %d}", 8 + client + 6 * (i % 2)))
                            .mustBe(200))
                    .toList();
        }

        @Test
        void that_is_a_rule_book_is_the_same_whoever_decides_by_it() {
            String tenant = tenant();
            commands.get(0)
                    .post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': true}"))
                    .mustBe(200);
            for (int version = 1; version <= 6; version++) {
                String candidate = commands.get(version % 3)
                        .post(
                                "/api/rules/candidates",
                                json(
                                        "{'tenant_id': '%s', 'vendor_pattern': 'vendor %d', 'suggested_account': '600%d',"
                                                + " 'evidence': {'count': 30, 'precision': 0.98, 'std_dev': 0.01}}",
                                        tenant, version, version))
                        .mustBe(201)
                        .json()
                        .path("candidate_id")
                        .asString();
                commands.get((version + 1) % 3)
                        .post("/api/rules/candidates/" + candidate + "/accept", "{}")
                        .mustBe(200);

                for (Client node : commands) {
                    JsonNode result = node.post(
                                    "/api/decisions",
                                    json(
                                            "{'tenant_id': '%s', 'transactions': [%s]}",
                                            tenant,
                                            Txn.fresh()
                                                    .vendor("Vendor " + version)
                                                    .json()))
                            .mustBe(200)
                            .json()
                            .get(0);
                    assertThat(result.path("rule_version").asString()).isEqualTo("v" + version);
                }
            }
        }
    }

    @Nested
    class a_key {
        @Test
        void stands_for_one_command_on_every_node() throws Exception {
            String tenant = tenant();
            String body = json(
                    "{'tenant_id': '%s', 'transactions': [%s]}",
                    tenant, Txn.fresh().json());
            List<Callable<Answer>> same = commands.stream()
                    .<Callable<Answer>>map(node ->
                            () -> node.with("Idempotency-Key", "key-" + tenant).post("/api/decisions", body))
                    .toList();
            int before = events().size();

            List<Answer> answers = Concurrently.run(same);

            assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
            Answer again = commands.get(2)
                    .with("Idempotency-Key", "key-" + tenant)
                    .post("/api/decisions", body)
                    .mustBe(200);
            assertThat(again.header("Idempotency-Replayed")).hasValue("true");
            assertThat(again.json().get(0).path("status").asString()).isEqualTo("decided");
            assertThat(events()).hasSize(before + 1);
        }
    }

    @Nested
    class a_user {
        @Test
        void who_was_locked_out_is_so_everywhere_within_a_second() throws Exception {
            String userId = commands.get(0)
                    .post(
                            "/api/users",
                            json("{'email': 'gone@example.com', 'role': 'auditor', 'password': '%s'}", PASSWORD))
                    .mustBe(201)
                    .json()
                    .path("user_id")
                    .asString();
            List<Client> everywhere = nodes.clients(nodes.login("gone@example.com", 1));
            for (Client node : everywhere) {
                assertThat(node.get("/api/auth/me").status()).isIn(200, 404);
            }

            commands.get(2).post("/api/users/" + userId + "/deactivate", "").mustBe(200);

            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() ->
                            everywhere.forEach(node -> node.get("/api/auth/me").mustBeProblem(401, "unauthenticated")));
        }

        @Test
        void cannot_be_guessed_at_by_turns() {
            String guess = json("{'email': 'victim@example.com', 'password': 'not the password'}");
            for (int i = 0; i < 5; i++) {
                commands.get(i % Nodes.EACH).post("/api/auth/login", guess).mustBeProblem(401, "wrong_credentials");
            }
            commands.forEach(node -> node.post("/api/auth/login", guess).mustBeProblem(429, "too_many_attempts"));
        }
    }

    @Nested
    class what_one_node_was_told {
        @Test
        void every_other_shows_at_once() {
            String tenant = tenant();
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                long began = System.nanoTime();
                Answer told = commands.get(i % 3)
                        .post("/api/tenants/" + tenant + "/settings", json("{'cold_start_min_labels': %d}", 10 + i))
                        .mustBe(200);
                assertThat(ask(i % 3, "/api/tenants/" + tenant, told)
                                .mustBe(200)
                                .json()
                                .path("cold_start_min_labels")
                                .intValue())
                        .isEqualTo(10 + i);
                assertThat(ask((i + 1) % 3, "/api/audit?limit=1&tenant_id=" + tenant, told)
                                .mustBe(200)
                                .json()
                                .get(0)
                                .path("after")
                                .path("cold_start_min_labels")
                                .intValue())
                        .isEqualTo(10 + i);
                times.add(Duration.ofNanos(System.nanoTime() - began));
            }
            times.sort(null);
            // Of the quicker ones, as others may have the processors now and then.
            assertThat(times.get(8)).as("time to tell one node and ask two").isLessThan(Duration.ofMillis(250));
        }
    }

    @Nested
    class a_projection {
        @Test
        void is_taken_over_from_a_node_that_is_killed() throws Exception {
            String tenant = tenant();
            await().atMost(SOON).until(() -> nodes.shares().size() == Nodes.EACH);
            int killed = nodes.follower("audit");
            int survivor = (killed + 1) % Nodes.EACH;
            nodes.querySide(killed).kill();
            try {
                commands.get(0)
                        .post("/api/tenants/" + tenant + "/settings", json("{'cold_start_min_labels': 42}"))
                        .mustBe(200);

                await().atMost(TAKEN_OVER).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
                    assertThat(queries.get(survivor)
                                    .get("/api/audit?limit=1&tenant_id=" + tenant)
                                    .each("action"))
                            .containsExactly("settings_update");
                    assertThat(nodes.shares()).containsExactly(2, 3);
                });
            } finally {
                nodes.startQuerySide(killed);
                nodes.querySide(killed).client();
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(nodes.shares()).containsExactly(1, 2, 2));
            mustAddUp();
        }

        @Test
        void is_built_anew_once_by_whoever_is_asked() throws Exception {
            queries.get(2).post("/api/admin/projections/audit/rebuild").mustBe(202);
            queries.get(0).post("/api/admin/projections/decisions/rebuild").mustBe(202);

            await().atMost(SOON).until(() -> count("read_model.rebuild") == 0);
            String tenant = tenant();
            mustAddUp();
            Answer told =
                    commands.get(1).post("/api/tenants/" + tenant + "/settings", json("{'cold_start_min_labels': 12}"));
            queries.forEach(node -> assertThat(node.with(
                                    "Countersign-Consistency",
                                    told.header("Countersign-Consistency").orElseThrow())
                            .get("/api/audit?limit=1&tenant_id=" + tenant)
                            .mustBe(200)
                            .json()
                            .get(0)
                            .path("action")
                            .asString())
                    .isEqualTo("settings_update"));
        }
    }

    @Nested
    class a_command_side_that_is_killed {
        @Test
        void leaves_nothing_half_done_and_the_order_to_the_others() throws Exception {
            String[] tenants = {tenant(), tenant()};
            List<DecisionWriter> writers = IntStream.range(0, 3)
                    .mapToObj(i -> new DecisionWriter(100 + i, tenants))
                    .toList();
            List<Thread> running = writers.stream()
                    .map(writer -> writer.startOn(commands.get(1)))
                    .toList();
            await().atMost(SOON)
                    .until(() -> writers.stream()
                            .allMatch(writer -> writer.answered().size() > 20));

            nodes.commandSide(1).kill();
            for (Thread thread : running) {
                thread.join(60_000);
            }
            writers.forEach(writer -> writer.finishOn(commands.get(2)));

            assertThat(writers)
                    .allSatisfy(writer -> assertThat(writer.surprises()).isEmpty());
            List<String> events = events();
            writers.forEach(writer -> assertThat(events).containsAll(writer.decisionEvents()));
            nodes.startCommandSide(1);
            nodes.commandSide(1).client();
            mustAddUp();
        }
    }

    @Nested
    @UsesGateway
    class a_rolling_restart {
        @Test
        void leaves_no_request_without_its_answer() throws Exception {
            Client owner = nodes.gateway().client().withToken(token);
            nodes.gateway().awaitReady("command-side", Nodes.EACH);
            nodes.gateway().awaitReady("query-side", Nodes.EACH);
            try (SteadyLoad load = SteadyLoad.on(owner, tenant(owner))) {
                for (int node : List.of(0, 2)) {
                    int before = load.answered();
                    nodes.commandSide(node).terminate();
                    nodes.querySide(node).terminate();
                    assertThat(nodes.commandSide(node).exitCode()).isIn(0, 143);
                    assertThat(nodes.querySide(node).exitCode()).isIn(0, 143);
                    nodes.startCommandSide(node);
                    nodes.startQuerySide(node);
                    nodes.commandSide(node).client();
                    nodes.querySide(node).client();
                    nodes.gateway().awaitReady("command-side", Nodes.EACH);
                    nodes.gateway().awaitReady("query-side", Nodes.EACH);
                    assertThat(load.answered()).isGreaterThan(before + 100);
                }
                assertThat(load.surprises()).isEmpty();
            }
            mustAddUp();
        }
    }
}
