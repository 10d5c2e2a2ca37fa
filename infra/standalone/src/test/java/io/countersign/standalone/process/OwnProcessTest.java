package io.countersign.standalone.process;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.SidePrograms;
import io.countersign.standalone.support.Txn;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as it is started by hand: its own process, its own PostgreSQL, its own data directory. */
@Tag("program")
class OwnProcessTest {
    private static final String EMAIL = "owner@books.example";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "a password for one start";
    private static final String[] OWNER = {
        "--countersign.bootstrap.owner-email=" + EMAIL, "--countersign.bootstrap.owner-password=" + PASSWORD
    };

    @Nested
    class a_running_program {
        @TempDir
        static Path dataDir;

        private static ChildProgram program;
        private static ConnectionWatcher sockets;

        @BeforeAll
        static void start() throws Exception {
            program = ChildProgram.start(dataDir, OWNER);
            sockets = ConnectionWatcher.of(program.pid());
            program.client();
        }

        @AfterAll
        static void stop() throws Exception {
            sockets.close();
            program.close();
        }

        @Test
        void talks_to_nobody_but_this_machine() throws Exception {
            Client owner = program.login(EMAIL, PASSWORD);
            String tenant = owner.post("/api/tenants", json("{'name': 'Busy'}"))
                    .mustBe(201)
                    .json()
                    .path("tenant_id")
                    .asString();
            owner.post("/api/decisions", "application/x-ndjson", Txn.fresh().line(tenant))
                    .mustBe(200);
            owner.get("/api/audit/export.csv").mustBe(200);
            owner.get("/v3/api-docs").mustBe(200);
            program.client().get("/actuator/prometheus").mustBe(200);

            assertThat(sockets.peers())
                    .as("its connections to PostgreSQL are seen")
                    .contains("127.0.0.1 " + ChildProgram.postgresPort(dataDir));
            assertThat(sockets.foreignPeers()).isEmpty();
        }

        @Test
        void warns_in_health_while_little_disk_space_is_free_and_stays_ready() throws Exception {
            Path other = Files.createTempDirectory("little-space");
            try (ChildProgram warned = ChildProgram.start(other, "--countersign.low-disk-space=1000TB")) {
                Client anybody = warned.client();
                assertThat(anybody.get("/actuator/health")
                                .mustBe(200)
                                .json()
                                .path("status")
                                .asString())
                        .isEqualTo("WARNING");
                assertThat(anybody.get("/actuator/health/readiness")
                                .mustBe(200)
                                .json()
                                .path("status")
                                .asString())
                        .isEqualTo("UP");
                assertThat(warned.output()).contains("are free in " + other);
            }
            assertThat(program.client()
                            .get("/actuator/health")
                            .mustBe(200)
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("UP");
        }

        @Test
        void has_on_disk_what_it_acknowledged() throws Exception {
            try (Connection connection = connect(
                    Files.readString(dataDir.resolve("postgresql/password")).strip())) {
                for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                    assertThat(ask(connection, "show " + setting)).as(setting).isEqualTo("on");
                }
            }
        }

        @Test
        void lets_no_other_local_user_into_its_database() {
            for (String password : new String[] {null, "", "postgres", PASSWORD}) {
                assertThatThrownBy(() -> connect(password).close())
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password");
            }
        }

        private Connection connect(String password) throws SQLException, IOException {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%d/countersign".formatted(ChildProgram.postgresPort(dataDir)),
                    "postgres",
                    password);
        }

        private String ask(Connection connection, String sql) throws SQLException {
            try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        }

        @Test
        void keeps_its_secrets_to_itself() throws Exception {
            assertThat(mode("jwt-secret")).isEqualTo("rw-------");
            assertThat(mode("postgresql/password")).isEqualTo("rw-------");
            assertThat(mode("postgresql")).isEqualTo("rwx------");
            assertThat(program.output())
                    .doesNotContain(PASSWORD)
                    .doesNotContain(
                            Files.readString(dataDir.resolve("jwt-secret")).strip())
                    .doesNotContain(Files.readString(dataDir.resolve("postgresql/password"))
                            .strip());
        }

        private String mode(String file) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir.resolve(file)));
        }

        @Test
        void holds_its_data_directory_alone_and_a_second_start_says_who() throws Exception {
            try (ChildProgram second = ChildProgram.start(dataDir)) {
                assertThat(second.exitCode()).isNotZero();
                assertThat(second.output()).contains("in use by").contains(String.valueOf(program.pid()));
            }
            program.client();
        }
    }

    @Nested
    class a_program_without_its_database {
        @Test
        void is_not_ready_but_alive_and_serves_again_within_ten_seconds_of_the_cause_being_gone(@TempDir Path dataDir)
                throws Exception {
            try (ChildProgram program = ChildProgram.start(dataDir, OWNER)) {
                Client probe = program.client();
                Client owner = program.login(EMAIL, PASSWORD);
                owner.get("/api/tenants").mustBe(200);
                Path control = dataDir.resolve("postgresql/cluster/global/pg_control");
                Path away = control.resolveSibling("away");

                ProcessHandle postmaster = ChildProgram.postmaster(dataDir);
                Files.move(control, away);
                postmaster.destroyForcibly();

                await().atMost(PATIENCE)
                        .until(() -> probe.get("/actuator/health/readiness").status(), status -> status == 503);
                probe.get("/actuator/health/liveness").mustBe(200);
                owner.get("/api/tenants").mustBeProblem(503, "unavailable");
                owner.post("/api/tenants", json("{'name': 'Too late'}")).mustBeProblem(503, "unavailable");
                program.awaitSaying("PostgreSQL in " + dataDir
                        + " can't start: its log says \"could not find the database system\"");

                Files.move(away, control);
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> probe.get("/actuator/health/readiness").status(), status -> status == 200);
                owner.post("/api/tenants", json("{'name': 'After the crash'}")).mustBe(201);
            }
        }
    }

    @Nested
    class data {
        @Test
        void outlive_an_orderly_stop_and_a_kill(@TempDir Path dataDir) throws Exception {
            String tenant;
            String token;
            String txn = Program.freshTxn();
            ProcessHandle postgres;
            try (ChildProgram first = ChildProgram.start(dataDir, OWNER)) {
                Client owner = first.login(EMAIL, PASSWORD);
                token = owner.token();
                tenant = owner.post("/api/tenants", json("{'name': 'Lasting'}"))
                        .mustBe(201)
                        .json()
                        .path("tenant_id")
                        .asString();
                postgres = ChildProgram.postmaster(dataDir);
                first.terminate();
                assertThat(first.exitCode()).isIn(0, 143);
                assertThat(ChildProgram.isRunning(postgres))
                        .as("PostgreSQL is stopped")
                        .isFalse();
                assertThat(dataDir.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();
            }

            try (ChildProgram second = ChildProgram.start(dataDir)) {
                Client owner = second.client().withToken(token);
                owner.get("/api/tenants/" + tenant).mustBe(200);
                owner.post(
                                "/api/decisions",
                                "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                        .formatted(tenant, Txn.named(txn).json()))
                        .mustBe(200);
                postgres = ChildProgram.postmaster(dataDir);
                second.kill();
                assertThat(second.exitCode()).isEqualTo(137);
            }

            try (ChildProgram third = ChildProgram.start(dataDir)) {
                Client owner = third.login(EMAIL, PASSWORD);
                owner.get("/api/decisions/" + tenant + "/" + txn).mustBe(200);
                assertThat(owner.get("/api/audit?limit=1&tenant_id=" + tenant)
                                .mustBe(200)
                                .json()
                                .get(0)
                                .path("txn_id")
                                .asString())
                        .isEqualTo(txn);
                owner.post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': true}"))
                        .mustBe(200);
                assertThat(ChildProgram.isRunning(postgres) && !postgres.equals(ChildProgram.postmaster(dataDir)))
                        .as("two PostgreSQLs on one directory")
                        .isFalse();
                postgres = ChildProgram.postmaster(dataDir);
            }
            assertThat(ChildProgram.isRunning(postgres)).isFalse();
        }
    }

    @Nested
    class a_start {
        @TempDir
        private Path dataDir;

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "--countersign.jwt.secret=short | countersign.jwt.secret has 5 bytes; set one of at least 32",
                    "--countersign.jwt.secret=change-this-secret-in-production | countersign.jwt.secret is one that everybody knows",
                    "--countersign.bootstrap.owner-password=short | countersign.bootstrap.owner-password",
                    "--spring.profiles.active=dev-anonymous --server.address=0.0.0.0 | starts only on loopback"
                })
        void with_a_weak_setting_is_refused_with_a_sentence(String options, String sentence) throws Exception {
            try (EmbeddedDatabase database = EmbeddedDatabase.empty();
                    ChildProgram refused =
                            ChildProgram.start(dataDir, joined(database.options(), options.split(" ")))) {
                assertThat(refused.exitCode()).isNotZero();
                assertThat(refused.output()).contains(sentence).doesNotContain("Countersign is ready");
                assertThat(refused.output()).doesNotContain("change-this-secret-in-production");
            }
        }

        @Test
        void as_dev_anonymous_lets_everybody_on_loopback_be_an_owner_and_warns() throws Exception {
            try (EmbeddedDatabase database = EmbeddedDatabase.empty();
                    ChildProgram open = ChildProgram.start(dataDir, joined(database.options(), OWNER, new String[] {
                        "--spring.profiles.active=dev-anonymous"
                    }))) {
                Client anybody = open.client();
                assertThat(anybody.get("/api/auth/me")
                                .mustBe(200)
                                .json()
                                .path("user_id")
                                .asString())
                        .isEqualTo("user-admin-001");
                String tenant = anybody.post("/api/tenants", json("{'name': 'Anybody'}"))
                        .mustBe(201)
                        .json()
                        .path("tenant_id")
                        .asString();
                assertThat(anybody.get("/api/tenants/" + tenant + "/history")
                                .mustBe(200)
                                .json()
                                .get(0)
                                .path("user_id")
                                .asString())
                        .isEqualTo("user-admin-001");
                anybody.withToken("bad").get("/api/auth/me").mustBeProblem(401, "unauthenticated");
                assertThat(open.output()).containsPattern("WARN.*dev-anonymous");
            }
        }

        @Test
        void without_its_Axon_Server_waits_and_says_so_and_can_be_stopped() throws Exception {
            String[] away = {
                "--axon.axonserver.enabled=true", "--axon.axonserver.servers=127.0.0.1:" + SidePrograms.freePort()
            };
            try (EmbeddedDatabase database = EmbeddedDatabase.empty();
                    ChildProgram waiting = ChildProgram.start(dataDir, joined(database.options(), OWNER, away))) {
                waiting.awaitSaying("Waiting for Axon Server: ");

                waiting.terminate();

                assertTimeout(Duration.ofSeconds(15), waiting::exitCode);
                assertThat(waiting.output()).doesNotContain("Countersign is ready");
            }
        }

        private String[] joined(String[]... options) {
            return java.util.stream.Stream.of(options)
                    .flatMap(java.util.stream.Stream::of)
                    .toArray(String[]::new);
        }
    }
}
