package io.countersign.standalone.http;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class OperationsTest {
    private Program program;
    private Client owner;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
    }

    @Nested
    class without_a_token {
        @ParameterizedTest
        @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness"})
        void health_says_up_and_no_more(String path) {
            JsonNode health = program.anybody().get(path).mustBe(200).json();

            assertThat(health.path("status").asString()).isEqualTo("UP");
            assertThat(health.has("components")).isFalse();
        }

        @Test
        void prometheus_reads_the_metrics_from_loopback() {
            Answer metrics = program.anybody().get("/actuator/prometheus").mustBe(200);

            assertThat(metrics.header("Content-Type").orElseThrow()).startsWith("text/plain");
            assertThat(metrics.text()).contains("jvm_memory_used_bytes").contains("http_server_requests");
        }

        @Test
        void the_api_documentation_is_open() {
            Answer page = program.anybody().get("/swagger-ui.html");
            assertThat(page.status()).isEqualTo(302);
            String location =
                    page.header("Location").orElseThrow().replace(program.base().toString(), "");

            assertThat(program.anybody().get(location).mustBe(200).text()).contains("swagger-ui");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/actuator/env",
                    "/actuator/heapdump",
                    "/actuator/beans",
                    "/actuator/loggers",
                    "/actuator/shutdown"
                })
        void nothing_else_of_the_machinery_shows(String path) {
            program.anybody().get(path).mustBeProblem(401, "unauthenticated");
            owner.get(path).mustBeProblem(404, "not_found");
        }
    }

    @Nested
    class the_api_documentation {
        @ParameterizedTest
        @CsvSource({
            "/api/auth/login,post",
            "/api/auth/logout,post",
            "/api/auth/me,get",
            "/api/auth/password,post",
            "/api/users,get",
            "/api/users,post",
            "/api/users/{user_id}/deactivate,post",
            "/api/users/{user_id}/tenants/{tenant_id},put",
            "/api/users/{user_id}/tenants/{tenant_id},delete",
            "/api/tenants,get",
            "/api/tenants,post",
            "/api/tenants/{tenant_id},get",
            "/api/tenants/{tenant_id}/settings,post",
            "/api/tenants/{tenant_id}/history,get",
            "/api/decisions,get",
            "/api/decisions,post",
            "/api/decisions/import,post",
            "/api/decisions/{tenant_id}/{txn_id},get",
            "/api/decisions/{tenant_id}/{txn_id}/approve,post",
            "/api/decisions/{tenant_id}/{txn_id}/correct,post",
            "/api/decisions/{tenant_id}/{txn_id}/reject,post",
            "/api/audit,get",
            "/api/audit/export.csv,get",
            "/api/audit/export.jsonl,get",
            "/api/admin/projections,get",
            "/api/admin/projections/{name}/rebuild,post",
            "/api/admin/memory/rebuild,post",
            "/api/rules/candidates/mine,post"
        })
        void tells_of(String path, String method) {
            JsonNode operation = program.anybody()
                    .get("/v3/api-docs")
                    .mustBe(200)
                    .json()
                    .path("paths")
                    .path(path)
                    .path(method);

            assertThat(operation.isObject())
                    .as("%s %s is documented", method, path)
                    .isTrue();
            assertThat(operation.path("summary").asString()).isNotBlank();
        }

        @Test
        void names_fields_as_they_are_on_the_wire() {
            JsonNode schemas = program.anybody()
                    .get("/v3/api-docs")
                    .mustBe(200)
                    .json()
                    .path("components")
                    .path("schemas");

            for (JsonNode schema : schemas) {
                assertThat(schema.path("properties").propertyNames()).allMatch(name -> name.matches("[a-z0-9_]+"));
            }
            assertThat(properties(bodyOf("/api/tenants"))).containsExactlyInAnyOrder("name", "tenant_id", "tier");
            assertThat(properties(bodyOf("/api/users")))
                    .containsExactlyInAnyOrder("email", "role", "password", "tenants");
            assertThat(bodyOf("/api/users")
                            .path("properties")
                            .path("email")
                            .path("type")
                            .asString())
                    .isEqualTo("string");
            JsonNode transactions = bodyOf("/api/decisions")
                    .path("properties")
                    .path("transactions")
                    .path("items");
            assertThat(properties(found(transactions))).contains("txn_id", "vendor", "proposal", "journal_lines");
        }

        @Test
        void tells_of_which_type_each_parameter_is() {
            JsonNode paths =
                    program.anybody().get("/v3/api-docs").mustBe(200).json().path("paths");

            List<JsonNode> parameters = paths.findValues("parameters").stream()
                    .flatMap(list -> list.valueStream())
                    .toList();

            assertThat(parameters)
                    .isNotEmpty()
                    .allSatisfy(parameter -> assertThat(parameter.has("schema") || parameter.has("content"))
                            .as(parameter.toString())
                            .isTrue());
        }

        @Test
        void tells_in_which_forms_a_body_may_come() {
            JsonNode paths =
                    program.anybody().get("/v3/api-docs").mustBe(200).json().path("paths");

            assertThat(forms(paths, "/api/decisions")).contains("application/json", "application/x-ndjson", "text/csv");
            assertThat(forms(paths, "/api/decisions/import"))
                    .contains("application/json", "application/x-ndjson", "text/csv");
            assertThat(forms(paths, "/api/rules/import")).containsExactly("application/yaml");
        }

        private static List<String> forms(JsonNode paths, String path) {
            return List.copyOf(paths.path(path)
                    .path("post")
                    .path("requestBody")
                    .path("content")
                    .propertyNames());
        }

        @Test
        void tells_how_requests_are_signed_answered_and_refused() {
            JsonNode api = program.anybody().get("/v3/api-docs").mustBe(200).json();
            JsonNode create = api.path("paths").path("/api/tenants").path("post");

            assertThat(api.path("info").path("title").asString()).isEqualTo("Countersign");
            assertThat(api.path("components")
                            .path("securitySchemes")
                            .path("token")
                            .path("scheme")
                            .asString())
                    .isEqualTo("bearer");
            assertThat(create.path("responses").path("201").path("content").findValuesAsString("$ref"))
                    .containsExactly("#/components/schemas/TenantAnswer");
            assertThat(create.path("responses").path("default").path("content").propertyNames())
                    .containsExactly("application/problem+json");
            assertThat(create.path("parameters").findValuesAsString("name"))
                    .contains("Idempotency-Key", "X-Correlation-Id");
        }

        @Test
        void tells_of_if_match_where_it_is_looked_at_and_all_others_refuse_it() {
            JsonNode paths =
                    program.anybody().get("/v3/api-docs").mustBe(200).json().path("paths");
            Client demanding = owner.with("If-Match", "\"1\"");
            Set<String> supporting = new TreeSet<>();

            paths.forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                if (operation.path("parameters").findValuesAsString("name").contains("If-Match")) {
                    supporting.add(path);
                } else if (!method.equals("get")) {
                    String type = operation.path("requestBody").path("content").propertyNames().stream()
                            .findFirst()
                            .orElse(null);
                    assertThat(demanding
                                    .send(
                                            method.toUpperCase(Locale.ROOT),
                                            path.replaceAll("[{}]", ""),
                                            type,
                                            BodyPublishers.ofString("{}"))
                                    .mustBeProblem(400, "invalid_request")
                                    .json()
                                    .path("detail")
                                    .asString())
                            .contains("If-Match");
                }
            }));

            assertThat(supporting)
                    .containsExactly(
                            "/api/rules/candidates/{id}/accept",
                            "/api/rules/candidates/{id}/reject",
                            "/api/rules/import",
                            "/api/rules/rollback",
                            "/api/tenants/{tenant_id}/settings");
        }

        private JsonNode bodyOf(String path) {
            JsonNode content = program.anybody()
                    .get("/v3/api-docs")
                    .json()
                    .path("paths")
                    .path(path)
                    .path("post")
                    .path("requestBody")
                    .path("content");
            return found(content.path("application/json").path("schema"));
        }

        private JsonNode found(JsonNode schema) {
            String reference = schema.path("$ref").asString();
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            return program.anybody()
                    .get("/v3/api-docs")
                    .json()
                    .path("components")
                    .path("schemas")
                    .path(name);
        }

        private List<String> properties(JsonNode schema) {
            return List.copyOf(schema.path("properties").propertyNames());
        }
    }

    @Nested
    class projections {
        @Test
        void tell_how_far_they_are() {
            program.tenant();

            JsonNode projections =
                    owner.get("/api/admin/projections").mustBe(200).json();

            assertThat(projections).hasSizeGreaterThanOrEqualTo(4);
            for (JsonNode projection : projections) {
                assertThat(List.copyOf(projection.propertyNames()))
                        .containsExactlyInAnyOrder(
                                "name",
                                "position",
                                "head",
                                "lag_events",
                                "lag_seconds",
                                "state",
                                "progress",
                                "last_error");
                assertThat(projection.path("state").asString()).isIn("live", "replaying");
                assertThat(projection.path("position").longValue())
                        .isEqualTo(projection.path("head").longValue());
                assertThat(projection.path("lag_events").longValue()).isZero();
                assertThat(projection.path("last_error").isNull()).isTrue();
            }
            assertThat(projections.get(0).path("head").longValue()).isEqualTo(program.events());
        }

        @Test
        void are_the_same_after_they_are_built_anew_and_read_meanwhile() {
            String tenant = program.eagerTenant();
            program.decided(tenant);
            List<String> names = owner.get("/api/admin/projections").mustBe(200).each("name");
            Map<String, JsonNode> before = everything(tenant);

            for (String name : names) {
                owner.post("/api/admin/projections/" + name + "/rebuild").mustBe(202);
                assertThat(everything(tenant)).isEqualTo(before);
            }

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(owner.get("/api/admin/projections")
                                    .mustBe(200)
                                    .each("state"))
                            .containsOnly("live"));
            assertThat(everything(tenant)).isEqualTo(before);
            program.decided(tenant);
            assertThat(owner.get("/api/decisions?tenant_id=" + tenant).json()).hasSize(2);
        }

        private Map<String, JsonNode> everything(String tenant) {
            Map<String, JsonNode> all = new TreeMap<>();
            for (String path : List.of(
                    "/api/tenants/" + tenant,
                    "/api/tenants/" + tenant + "/history",
                    "/api/tenants?limit=1000",
                    "/api/users?limit=1000",
                    "/api/decisions?tenant_id=" + tenant,
                    "/api/decisions?limit=1000",
                    "/api/audit?limit=1000")) {
                List<JsonNode> pages = new ArrayList<>();
                Answer page = owner.get(path).mustBe(200);
                pages.add(page.json());
                while (page.next().isPresent()) {
                    page = owner.get(page.next().get()).mustBe(200);
                    pages.add(page.json());
                }
                all.put(
                        path,
                        new tools.jackson.databind.node.ArrayNode(
                                tools.jackson.databind.node.JsonNodeFactory.instance, pages));
            }
            return all;
        }

        @Test
        void that_do_not_exist_are_not_rebuilt() {
            owner.post("/api/admin/projections/nothing/rebuild").mustBeProblem(404, "projection_not_found");
            owner.post("/api/admin/projections/..%2fusers/rebuild").mustBe(400);
        }
    }

    @Nested
    class the_consistency_header {
        @Test
        void makes_a_read_show_what_was_written() {
            for (int i = 0; i < 20; i++) {
                String tenant = program.tenant();
                owner.get("/api/tenants/" + tenant).mustBe(200);
            }
        }

        @Test
        void must_be_one_that_a_command_returned() {
            owner.with("Countersign-Consistency", "made up!")
                    .get("/api/tenants")
                    .mustBeProblem(400, "invalid_request");
        }

        @Test
        void shows_rights_as_they_are_by_then() {
            String tenant = program.tenant();
            Program.Person staff = program.person("staff");
            staff.client().get("/api/tenants/" + tenant).mustBeProblem(404, "tenant_not_found");

            String assigned = owner.put("/api/users/" + staff.userId() + "/tenants/" + tenant)
                    .mustBe(204)
                    .header("Countersign-Consistency")
                    .orElseThrow();

            Client after = staff.client().with("Countersign-Consistency", assigned);
            after.get("/api/tenants/" + tenant).mustBe(200);
            assertThat(after.get("/api/auth/me")
                            .mustBe(200)
                            .json()
                            .path("tenants")
                            .toString())
                    .contains(tenant);
        }

        @Test
        void of_somebody_who_sees_little_tells_nothing_of_what_others_do() {
            String theirs = program.tenant();
            String txn = program.decided(theirs);
            Client service = program.person("service", program.tenant()).client();

            String seen = service.post(
                            "/api/decisions", json("{'tenant_id': '%s', 'transactions': []}", program.tenant()))
                    .header("Countersign-Consistency")
                    .orElse("");
            assertThat(new String(Base64.getUrlDecoder().decode(seen), StandardCharsets.ISO_8859_1))
                    .doesNotContain(theirs, txn);
            String guessed =
                    Base64.getUrlEncoder().encodeToString(("0@tenant:" + theirs).getBytes(StandardCharsets.UTF_8));
            service.with("Countersign-Consistency", guessed)
                    .get("/api/decisions")
                    .mustBeProblem(400, "invalid_request");
        }

        @Test
        void of_a_command_that_changed_nothing_is_good_too() {
            String tenant = program.tenant();
            Answer same =
                    owner.post("/api/tenants/" + tenant + "/settings", "{}").mustBe(200);

            owner.with(
                            "Countersign-Consistency",
                            same.header("Countersign-Consistency").orElseThrow())
                    .get("/api/tenants/" + tenant)
                    .mustBe(200);
        }
    }
}
