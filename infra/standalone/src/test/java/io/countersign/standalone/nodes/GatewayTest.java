package io.countersign.standalone.nodes;

import static io.countersign.standalone.support.SidePrograms.OWNER_EMAIL;
import static io.countersign.standalone.support.SidePrograms.PASSWORD;
import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.EventStreamReader;
import io.countersign.standalone.support.Gateway;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.SidePrograms;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesGateway;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.RawExchange;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Both sides behind one origin. */
@UsesGateway
@Tag("program")
class GatewayTest {
    private static final String[] BEHIND = {
        "--server.forward-headers-strategy=native",
        "--countersign.database.pool-size=12",
        "--countersign.metrics.open-to=203.0.113.0/24"
    };

    @TempDir
    static Path dataDir;

    private static SidePrograms sides;
    private static Gateway gateway;
    private static ChildProgram command;
    private static ChildProgram query;
    private static int commandPort;
    private static Client owner;

    @BeforeAll
    static void start() throws Exception {
        int internalPort = SidePrograms.freePort();
        int queryPort = SidePrograms.freePort();
        commandPort = SidePrograms.freePort();
        sides = new SidePrograms(dataDir);
        gateway = Gateway.start(internalPort, List.of(commandPort), List.of(queryPort));
        command = sides.startCommandSide(commandPort, BEHIND);
        query = sides.startQuerySide(queryPort, "http://127.0.0.1:" + internalPort, BEHIND);
        owner = gateway.login(OWNER_EMAIL, PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        sides.close();
    }

    private static String tenant() {
        return owner.post("/api/tenants", json("{'name': 'Behind'}"))
                .mustBe(201)
                .json()
                .path("tenant_id")
                .asString();
    }

    @Nested
    class every_operation {
        @Test
        void reaches_the_side_that_has_it() throws Exception {
            List<String> lost = new ArrayList<>(lost(command.client()));
            lost.addAll(lost(query.client()));

            assertThat(lost).isEmpty();
        }

        /** Those of a side's operations that the gateway sent to the other, which knows no such address or method. */
        private List<String> lost(Client side) {
            List<String> lost = new ArrayList<>();
            JsonNode paths = side.get("/v3/api-docs").mustBe(200).json().path("paths");
            assertThat(paths.size()).as("addresses").isGreaterThan(10);
            for (Map.Entry<String, JsonNode> path : paths.properties()) {
                String address = path.getKey().replaceAll("\\{[^}]+}", "nothing");
                for (String method : path.getValue().propertyNames()) {
                    Answer answer = call(method.toUpperCase(Locale.ROOT), address);
                    if (answer.status() == 405
                            || answer.status() == 404 && answer.text().contains("\"not_found\"")) {
                        lost.add(answer.toString());
                    }
                }
            }
            return lost;
        }

        private Answer call(String method, String address) {
            Client caller = address.equals("/api/auth/logout") ? gateway.login(OWNER_EMAIL, PASSWORD) : owner;
            return method.equals("POST")
                    ? caller.post(address, "{}")
                    : caller.send(method, address, null, BodyPublishers.noBody());
        }

        @Test
        void is_documented_in_one_place() {
            JsonNode paths =
                    owner.get("/v3/api-docs/command-side").mustBe(200).json().path("paths");
            assertThat(paths.has("/api/auth/login")).isTrue();
            assertThat(owner.get("/v3/api-docs")
                            .mustBe(200)
                            .json()
                            .path("paths")
                            .has("/api/audit"))
                    .isTrue();
        }
    }

    @Nested
    class pages {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/login",
                    "/firm",
                    "/rules",
                    "/review",
                    "/audit",
                    "/metrics",
                    "/users",
                    "/swagger-ui/index.html"
                })
        void are_there(String path) {
            owner.get(path).mustBe(200);
        }

        @Test
        void are_entered_by_a_cookie_and_changed_with_its_csrf_token() {
            Answer signedIn = gateway.client()
                    .post(
                            "/api/auth/login?use_cookie=true",
                            json("{'email': '%s', 'password': '%s'}", OWNER_EMAIL, PASSWORD))
                    .mustBe(200);
            String cookie = signedIn.header("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Domain", "Secure");

            Client page = gateway.client().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
            page.get("/firm").mustBe(200);
            page.post("/api/tenants", json("{'name': 'By cookie'}")).mustBeProblem(403, "csrf_token_missing");
            page.with("X-CSRF-Token", signedIn.json().path("csrf_token").asString())
                    .post("/api/tenants", json("{'name': 'By cookie'}"))
                    .mustBe(201);
        }
    }

    @Nested
    class an_address {
        @ParameterizedTest
        @ValueSource(strings = {"/api/tenants", "/api/users", "/api/decisions", "/api/rules/candidates"})
        void of_both_sides_names_the_methods_of_both(String path) {
            Answer refused = owner.delete(path).mustBeProblem(405, "method_not_allowed");
            assertThat(refused.header("Allow")).hasValue("GET,HEAD,POST,OPTIONS");
            owner.get(path).mustBe(200);
            owner.post(path, "{}").mustBe(400);
        }

        @Test
        void of_one_side_knows_its_own_methods() {
            owner.get("/api/decisions/import").mustBeProblem(405, "method_not_allowed");
            owner.post("/api/audit", "{}").mustBeProblem(405, "method_not_allowed");
            owner.get("/api/nothing").mustBeProblem(404, "not_found");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/internal/exports",
                    "/actuator/prometheus",
                    "/actuator",
                    "/api/auth/../../internal/exports",
                    "/%69nternal/exports",
                    "/%61ctuator/prometheus",
                    "/%41CTUATOR/prometheus",
                    "/ACTUATOR/prometheus",
                    "//actuator/prometheus",
                    "/./actuator/prometheus",
                    "/%2e/actuator/prometheus",
                    "/api/%2e%2e/actuator/prometheus",
                    "/api/..%2factuator/prometheus",
                    "/%2factuator/prometheus",
                    "/%2f%61ctuator/prometheus",
                    "/;x/actuator/prometheus",
                    "/actuator;x/prometheus",
                    "/actuator%2fprometheus",
                    "/%5cactuator/prometheus",
                    "/%61ctuator/health/liveness",
                    "/internal%2fexports",
                    "/api//../internal/exports"
                })
        void of_the_inside_is_closed(String path) {
            assertThat(owner.post(path, "{}").status()).isBetween(400, 404);
            assertThat(owner.get(path).status()).isBetween(400, 404);
        }
    }

    @Nested
    class metrics {
        private static final Path DASHBOARD = Path.of("../grafana/dashboards/countersign.json");
        private static final Pattern NAME = Pattern.compile("\\b(?:countersign|haproxy|hikaricp|http|jvm)_[a-z_]+");

        @Test
        void are_open_to_those_who_are_named() throws Exception {
            for (ChildProgram side : List.of(command, query)) {
                side.client().get("/actuator/prometheus").mustBeProblem(401, "unauthenticated");
                scrape(side);
            }
        }

        @Test
        void have_what_the_dashboard_asks_for() throws Exception {
            String tenant = tenant();
            owner.post(
                            "/api/decisions",
                            json(
                                    "{'tenant_id': '%s', 'transactions': [%s]}",
                                    tenant, Txn.fresh().json()))
                    .mustBe(200);
            String all = scrape(command) + scrape(query) + gateway.metrics();

            Set<String> asked = NAME.matcher(Files.readString(DASHBOARD))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());

            assertThat(asked)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(name -> assertThat(all).containsPattern("(?m)^" + name + "[ {]"));
        }

        private static String scrape(ChildProgram side) throws Exception {
            return side.client()
                    .with("X-Forwarded-For", "203.0.113.7")
                    .get("/actuator/prometheus")
                    .mustBe(200)
                    .text();
        }
    }

    @Nested
    class what_flows {
        @Test
        void is_answered_while_it_is_still_being_sent() throws Exception {
            String tenant = tenant();
            try (RawExchange stream = new RawExchange(gateway.client().base())) {
                stream.begin("/api/decisions", "application/x-ndjson", owner.token());
                for (int i = 0; i < 5_000; i++) {
                    stream.chunk(json("{'tenant_id': '%s', ", tenant)
                            + Program.transaction("flow-" + i).substring(1) + "\n");
                }
                assertThat(stream.line()).contains("\"line\":1,");
                assertThat(stream.end().status()).isEqualTo(200);
            }
        }

        @Test
        void is_followed_as_it_happens_and_exported_whole() {
            String tenant = tenant();
            try (EventStreamReader follower = EventStreamReader.of(owner, "/audit/live?tenant_id=" + tenant)) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !follower.lastId().isEmpty());
                owner.post("/api/tenants/" + tenant + "/settings", json("{'cold_start_min_labels': 9}"))
                        .mustBe(200);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> follower.positions().size() == 1);
            }
            assertThat(owner.get("/api/audit/export.csv?tenant_id=" + tenant)
                            .mustBe(200)
                            .text()
                            .lines())
                    .hasSize(3);
        }
    }

    @Nested
    class a_body {
        private static final String HALF =
                "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

        @Test
        void that_stays_away_is_refused_and_takes_no_node_out() throws Exception {
            List<RawExchange> slow = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                slow.add(new RawExchange(gateway.client().base()).write(HALF));
            }
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> gateway.isReady()
                            && owner.get("/api/tenants?limit=1").status() == 200);

            assertThat(slow.get(0).status()).isEqualTo(408);
            assertThat(slow.get(0).body()).contains("\"request_timeout\"");
            for (RawExchange client : slow) {
                client.close();
            }
        }

        @Test
        void of_a_command_may_be_as_large_as_without_a_gateway() {
            owner.post("/api/tenants", "[" + " ".repeat(1024 * 1024 - 2) + "]").mustBeProblem(400, "malformed_request");
            owner.post("/api/tenants", "[" + " ".repeat(1024 * 1024) + "]").mustBeProblem(413, "body_too_large");
        }
    }

    @Nested
    class guessing {
        @Test
        void is_slowed_down_whatever_address_the_guesser_claims() {
            String guess = json("{'email': 'nobody@example.com', 'password': 'not the password'}");
            for (int i = 0; i < 5; i++) {
                gateway.client()
                        .with("X-Forwarded-For", "203.0.113." + i)
                        .post("/api/auth/login", guess)
                        .mustBeProblem(401, "wrong_credentials");
            }
            gateway.client()
                    .with("X-Forwarded-For", "203.0.113.9")
                    .post("/api/auth/login", guess)
                    .mustBeProblem(429, "too_many_attempts");
        }
    }

    @Nested
    class a_side_that_is_away {
        @Test
        void leaves_the_other_to_go_on() throws Exception {
            command.kill();
            command.exitCode();

            Answer refused = owner.post("/api/tenants", "{}").mustBeProblem(503, "unavailable");
            assertThat(refused.header("Retry-After")).isPresent();
            owner.get("/api/tenants").mustBe(200);
            await().atMost(Duration.ofSeconds(20)).until(() -> !gateway.isReady());

            command = sides.startCommandSide(commandPort, BEHIND);
            gateway.client();
            tenant();
        }
    }
}
