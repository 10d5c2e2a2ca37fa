package io.countersign.standalone.nodes;

import static io.countersign.standalone.support.SidePrograms.COMMAND_USER;
import static io.countersign.standalone.support.SidePrograms.OWNER_EMAIL;
import static io.countersign.standalone.support.SidePrograms.PASSWORD;
import static io.countersign.standalone.support.SidePrograms.QUERY_USER;
import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.platform.start.BuildInfo;
import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.SeparatePrograms;
import io.countersign.standalone.support.SeparatePrograms.Someone;
import io.countersign.standalone.support.SidePrograms;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The two sides apart: each a program with a database user of its own. */
@Tag("program")
class SeparateProgramsTest {
    private static final String WAITING = "Waiting for the command side to bring the schema event_store to version";
    private static final String FORBIDDEN = "42501";
    private static final String RESTRICTED = "23001";

    @TempDir
    static Path dataDir;

    private static SeparatePrograms programs;
    private static Someone owner;

    @BeforeAll
    static void start() throws Exception {
        programs = new SeparatePrograms(dataDir);
        try (ChildProgram stopped = programs.startQuerySide()) {
            ChildProgram early = programs.startQuerySide();
            stopped.awaitSaying(WAITING);
            early.awaitSaying(WAITING);
            stopped.terminate();
            assertThat(stopped.exitCode()).as("ends while it waits").isNotZero();
            programs.startCommandSide().client();
            early.client();
        }
        owner = programs.login(OWNER_EMAIL);
    }

    @AfterAll
    static void stop() throws Exception {
        programs.close();
    }

    private static String tenant() {
        return owner.post("/api/tenants", json("{'name': 'Apart'}"))
                .mustBe(201)
                .json()
                .path("tenant_id")
                .asString();
    }

    private static String email(String role) {
        String email = "%s-%s@example.com".formatted(role, Program.freshTxn());
        owner.post("/api/users", json("{'email': '%s', 'role': '%s', 'password': '%s'}", email, role, PASSWORD))
                .mustBe(201);
        return email;
    }

    @Nested
    class what_one_decided {
        @Test
        void the_other_shows_at_once() {
            String tenant = tenant();
            assertThat(owner.get("/api/tenants/" + tenant)
                            .mustBe(200)
                            .json()
                            .path("name")
                            .asString())
                    .isEqualTo("Apart");

            String txn = Program.freshTxn();
            owner.post(
                            "/api/decisions",
                            json("{'tenant_id': '%s', 'transactions': [%s]}", tenant, Program.transaction(txn)))
                    .mustBe(200);
            assertThat(owner.get("/api/decisions/" + tenant + "/" + txn)
                            .mustBe(200)
                            .json()
                            .path("outcome")
                            .asString())
                    .isEqualTo("open");

            owner.post("/api/decisions/" + tenant + "/" + txn + "/approve", "{}")
                    .mustBe(200);
            assertThat(owner.get("/api/decisions/" + tenant + "/" + txn)
                            .mustBe(200)
                            .json()
                            .path("outcome")
                            .asString())
                    .isEqualTo("approved");
        }

        @Test
        void the_other_shows_again_after_building_it_anew() {
            String tenant = tenant();

            owner.queries().post("/api/admin/projections/tenants/rebuild").mustBe(202);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(owner.get("/api/admin/projections")
                                    .mustBe(200)
                                    .each("state"))
                            .containsOnly("live"));
            owner.get("/api/tenants/" + tenant).mustBe(200);
        }
    }

    @Nested
    class a_user {
        @Test
        void who_was_just_made_is_known_to_both_and_shown_with_an_address() throws Exception {
            String email = email("auditor");

            Someone auditor = programs.login(email);

            assertThat(auditor.get("/api/users?limit=1")
                            .mustBe(200)
                            .json()
                            .get(0)
                            .path("email")
                            .asString())
                    .isEqualTo(email);
        }

        @Test
        void who_was_locked_out_is_so_on_both_within_a_second() throws Exception {
            Someone auditor = programs.login(email("auditor"));
            auditor.get("/api/tenants").mustBe(200);

            owner.post("/api/users/" + auditor.userId() + "/deactivate", "").mustBe(200);

            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> {
                        auditor.get("/api/tenants").mustBeProblem(401, "unauthenticated");
                        auditor.commands().get("/api/auth/me").mustBeProblem(401, "unauthenticated");
                    });
        }

        @Test
        void may_what_the_service_says_whatever_the_token_says() throws Exception {
            Someone staff = programs.login(email("staff"));
            String pretending = Jwts.builder()
                    .subject(staff.userId())
                    .claim("role", "owner")
                    .expiration(Date.from(Instant.now().plusSeconds(60)))
                    .signWith(
                            new SecretKeySpec(SidePrograms.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
                            Jwts.SIG.HS256)
                    .compact();

            staff.withToken(pretending).get("/api/users").mustBeProblem(403, "forbidden");
            staff.withToken(pretending)
                    .post("/api/tenants", json("{'name': 'Mine'}"))
                    .mustBeProblem(403, "forbidden");
        }
    }

    @Nested
    class an_export {
        @Test
        void is_put_on_record_through_the_other_program() {
            String tenant = tenant();
            Client reader = owner.queries().with("X-Correlation-Id", "export-of-" + tenant);

            assertThat(reader.get("/api/audit/export.csv?tenant_id=" + tenant)
                            .mustBe(200)
                            .text())
                    .contains(tenant);

            JsonNode entries = await().atMost(Duration.ofSeconds(10))
                    .until(
                            () -> owner.get("/api/audit?action=audit_exported&action=audit_export_finished")
                                    .mustBe(200)
                                    .json(),
                            found -> found.path(0).path("action").asString().equals("audit_export_finished"));
            assertThat(entries.get(0).path("after").path("rows").longValue()).isEqualTo(1);
            assertThat(entries.get(1).path("action").asString()).isEqualTo("audit_exported");
            assertThat(entries.get(1)
                            .path("after")
                            .path("filters")
                            .path("tenant_id")
                            .get(0)
                            .asString())
                    .isEqualTo(tenant);
            for (JsonNode entry : List.of(entries.get(0), entries.get(1))) {
                assertThat(entry.path("user_id").asString()).isEqualTo(owner.userId());
                assertThat(entry.path("correlation_id").asString()).isEqualTo("export-of-" + tenant);
                assertThat(entry.path("actor").asString()).isEqualTo("person");
                assertThat(entry.path("auth").asString()).isEqualTo("password");
                assertThat(entry.path("build").asString()).isEqualTo(BuildInfo.name());
            }
        }

        @Test
        void is_refused_while_the_other_program_is_away_and_queries_go_on() throws Exception {
            programs.command().kill();
            programs.command().exitCode();

            Answer refused = owner.get("/api/audit/export.csv").mustBeProblem(503, "unavailable");
            assertThat(refused.header("Retry-After")).isPresent();
            owner.get("/api/tenants").mustBe(200);

            programs.startCommandSide().client();
            owner.get("/api/audit/export.csv").mustBe(200);
        }

        @Test
        void can_be_put_on_record_by_no_user() {
            String body = json("{'export_id': 'mine', 'format': 'csv', 'filters': []}");

            owner.commands().post("/internal/exports", body).mustBeProblem(401, "unauthenticated");
            owner.queries().post("/internal/exports", body).mustBeProblem(401, "unauthenticated");
        }
    }

    @Nested
    class each_program {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/actuator/health",
                    "/actuator/health/liveness",
                    "/actuator/prometheus",
                    "/v3/api-docs",
                    "/swagger-ui/index.html"
                })
        void can_be_operated(String path) throws Exception {
            programs.anybody().commands().get(path).mustBe(200);
            programs.anybody().queries().get(path).mustBe(200);
        }

        @Test
        void knows_nothing_of_the_others_addresses() {
            String tenant = tenant();
            for (String path :
                    List.of("/api/audit", "/api/tenants/" + tenant, "/api/admin/projections", "/api/rules/versions")) {
                owner.get(path).mustBe(200);
                owner.commands().get(path).mustBeProblem(404, "not_found");
            }
            owner.commands().get("/api/auth/me").mustBe(200);
            owner.queries().get("/api/auth/me").mustBeProblem(404, "not_found");
            owner.queries().post("/api/auth/login", "{}").mustBeProblem(404, "not_found");
            owner.queries().post("/api/tenants/" + tenant + "/settings", "{}").mustBeProblem(404, "not_found");
        }
    }

    @Nested
    class the_database {
        private static final String EVENT =
                "event_store.event (aggregate_identifier, sequence_number, event_identifier, time_stamp, payload_type, payload)";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "insert into " + EVENT + " values ('forged', 0, 'forged', now(), 'forged', '')",
                    "insert into event_store.pending (global_index, time_stamp) values (0, now())",
                    "insert into event_store.event_order (position, global_index, reached_at) values (0, 0, now())",
                    "select aggregate_identifier from event_store.snapshot",
                    "create table event_store.another ()",
                    "select password_hash from command_side.user_account",
                    "update command_side.user_account set role = 'owner' where false",
                    "insert into key_vault.user_key (user_id, key) values ('nobody', sha256('nothing'))",
                    "delete from key_vault.user_key where false",
                    "select key from key_vault.service_key",
                    "drop table event_store.event_order"
                })
        void lets_only_the_command_side(String statement) throws Exception {
            assertThat(refusal(QUERY_USER, statement)).isEqualTo(FORBIDDEN);
            assertThat(refusal(COMMAND_USER, statement)).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "select user_id from read_model.user_account",
                    "update read_model.user_account set role = 'owner' where false",
                    "insert into read_model.user_tenant (user_id, tenant_id) values ('nobody', 'nothing')",
                    "delete from read_model.token where false",
                    "create table read_model.another ()",
                    "create schema read_model_another"
                })
        void lets_only_the_query_side(String statement) throws Exception {
            assertThat(refusal(COMMAND_USER, statement)).isEqualTo(FORBIDDEN);
            assertThat(refusal(QUERY_USER, statement)).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "update event_store.event set payload = '' where false",
                    "delete from event_store.event where false",
                    "delete from event_store.event_order where false"
                })
        void lets_neither_change_events(String statement) throws Exception {
            assertThat(refusal(QUERY_USER, statement)).isEqualTo(FORBIDDEN);
            assertThat(refusal(COMMAND_USER, statement)).isEqualTo(RESTRICTED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "select payload from event_store.event",
                    "select position from event_store.event_order",
                    "select key from key_vault.user_key"
                })
        void lets_both(String statement) throws Exception {
            assertThat(refusal(COMMAND_USER, statement)).isNull();
            assertThat(refusal(QUERY_USER, statement)).isNull();
        }

        /** The SQL state with which a statement is refused, which is undone if it isn't; null for none. */
        private String refusal(String user, String sql) throws SQLException {
            try (Connection connection = programs.connect(user);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("set local lock_timeout = '10s'");
                statement.execute(sql);
                connection.rollback();
                return null;
            } catch (SQLException e) {
                return e.getSQLState();
            }
        }
    }
}
