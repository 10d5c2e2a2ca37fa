package io.countersign.standalone.http;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.Concurrently;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class UsersTest {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private Program program;
    private Client owner;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
    }

    private JsonNode listed(String userId) {
        return StreamSupport.stream(
                        owner.get("/api/users?limit=1000").mustBe(200).json().spliterator(), false)
                .filter(user -> user.path("user_id").asString().equals(userId))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class a_new_user {
        @Test
        void is_listed_with_what_was_said() {
            String tenant = program.tenant();
            Program.Person staff = program.person("staff", tenant);

            JsonNode user = listed(staff.userId());

            assertThat(List.copyOf(user.propertyNames()))
                    .containsExactlyInAnyOrder(
                            "user_id", "email", "role", "active", "tenants", "created_at", "last_login_at");
            assertThat(user.path("email").asString()).isEqualTo(staff.email());
            assertThat(user.path("role").asString()).isEqualTo("staff");
            assertThat(user.path("active").booleanValue()).isTrue();
            assertThat(user.path("tenants")).hasSize(1);
            assertThat(user.path("tenants").get(0).asString()).isEqualTo(tenant);
        }

        @Test
        void needs_an_address_that_nobody_has() {
            String email = program.person("staff").email();

            program.writesNothing(() -> {
                for (String taken : List.of(email, email.toUpperCase(Locale.ROOT), " " + email)) {
                    owner.post(
                                    "/api/users",
                                    json(
                                            "{'email': '%s', 'role': 'auditor', 'password': '%s'}",
                                            taken, Program.PASSWORD))
                            .mustBeProblem(409, "email_taken");
                }
            });
        }

        @Test
        void needs_tenants_that_exist() {
            program.writesNothing(() -> owner.post(
                            "/api/users",
                            json(
                                    "{'email': 'x1@example.com', 'role': 'staff', 'password': '%s', 'tenants': ['nobody']}",
                                    Program.PASSWORD))
                    .mustBeProblem(404, "tenant_not_found"));
        }

        @Test
        void is_told_everything_that_is_wrong_with_it() {
            program.writesNothing(() -> {
                owner.post("/api/users", "{}").mustBeInvalid("email", "role", "password");
                owner.post(
                                "/api/users",
                                json(
                                        "{'email': 'no', 'role': 'king', 'password': 'short', 'tenants': ['a b', 7, 'firm'], 'id': 1}"))
                        .mustBeInvalid("email", "role", "password", "tenants[0]", "tenants[1]", "tenants[2]", "id");
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "a",
                    "a@",
                    "@b",
                    "a b@c.de",
                    "a@b@c",
                    "a@b\\u0000.de",
                    "a@b..de",
                    "a@-b.de",
                    "\\ud83d@b.de"
                })
        void needs_an_address(String email) {
            program.writesNothing(() -> owner.post(
                            "/api/users",
                            json("{'email': '%s', 'role': 'staff', 'password': '%s'}", email, Program.PASSWORD))
                    .mustBeInvalid("email"));
        }

        @Test
        void is_made_once_however_many_ask_at_once() throws Exception {
            String body = json("{'email': 'wanted@example.com', 'role': 'staff', 'password': '%s'}", Program.PASSWORD);
            List<Callable<Answer>> requests = IntStream.range(0, 6)
                    .<Callable<Answer>>mapToObj(i -> () -> owner.post("/api/users", body))
                    .toList();

            List<Answer> answers = Concurrently.run(requests);

            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .hasSize(1);
            answers.stream()
                    .filter(answer -> answer.status() != 201)
                    .forEach(answer -> answer.mustBeProblem(409, "email_taken"));
        }
    }

    @Nested
    class the_list {
        @Test
        void has_pages() {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                made.add(0, program.person("staff").userId());
            }

            Answer page = owner.get("/api/users?limit=2").mustBe(200);
            List<String> listed = new ArrayList<>(page.each("user_id"));
            while (page.next().isPresent()) {
                page = owner.get(page.next().get()).mustBe(200);
                listed.addAll(page.each("user_id"));
            }

            assertThat(listed).doesNotHaveDuplicates();
            assertThat(listed.subList(0, 3)).isEqualTo(made);
        }
    }

    @Nested
    class deactivating {
        @Test
        void locks_out_within_a_second() {
            Program.Person staff = program.person("staff");
            staff.client().get("/api/auth/me").mustBe(200);

            owner.post("/api/users/" + staff.userId() + "/deactivate").mustBe(200);

            await().atMost(ONE_SECOND)
                    .untilAsserted(() -> staff.client().get("/api/auth/me").mustBeProblem(401, "unauthenticated"));
            program.anybody()
                    .post("/api/auth/login", json("{'email': '%s', 'password': '%s'}", staff.email(), Program.PASSWORD))
                    .mustBeProblem(401, "wrong_credentials");
            assertThat(listed(staff.userId()).path("active").booleanValue()).isFalse();
        }

        @Test
        void twice_is_once() {
            Program.Person staff = program.person("staff");
            owner.post("/api/users/" + staff.userId() + "/deactivate").mustBe(200);

            program.writesNothing(() ->
                    owner.post("/api/users/" + staff.userId() + "/deactivate").mustBe(200));
        }

        @Test
        void of_nobody_is_not_found() {
            owner.post("/api/users/user-nobody/deactivate").mustBeProblem(404, "user_not_found");
            owner.post("/api/users/%00/deactivate").mustBe(400);
        }

        @Test
        void leaves_one_owner_whoever_goes_at_once() throws Exception {
            try (Program other = Program.startElsewhere()) {
                List<Program.Person> owners =
                        List.of(other.person("owner"), other.person("owner"), other.person("owner"));
                String first =
                        other.owner().get("/api/auth/me").json().path("user_id").asString();
                List<Callable<Answer>> requests = new ArrayList<>();
                owners.forEach(going ->
                        requests.add(() -> going.client().post("/api/users/" + going.userId() + "/deactivate")));
                requests.add(() -> other.owner().post("/api/users/" + first + "/deactivate"));

                List<Answer> answers = Concurrently.run(requests);

                assertThat(answers.stream().filter(answer -> answer.status() == 200))
                        .hasSize(3);
                answers.stream()
                        .filter(answer -> answer.status() != 200)
                        .forEach(answer -> answer.mustBeProblem(409, "last_owner"));
            }
        }
    }

    @Nested
    class assignments {
        @Test
        void open_a_tenant_and_close_it_within_a_second() {
            String tenant = program.tenant();
            Program.Person staff = program.person("staff");
            String path = "/api/users/" + staff.userId() + "/tenants/" + tenant;
            staff.client().get("/api/tenants/" + tenant).mustBeProblem(404, "tenant_not_found");

            assertThat(owner.put(path).status()).isBetween(200, 204);
            await().atMost(ONE_SECOND)
                    .untilAsserted(
                            () -> staff.client().get("/api/tenants/" + tenant).mustBe(200));
            assertThat(listed(staff.userId()).path("tenants").get(0).asString()).isEqualTo(tenant);

            assertThat(owner.delete(path).status()).isBetween(200, 204);
            await().atMost(ONE_SECOND)
                    .untilAsserted(
                            () -> staff.client().get("/api/tenants/" + tenant).mustBeProblem(404, "tenant_not_found"));
            assertThat(listed(staff.userId()).path("tenants")).isEmpty();
        }

        @Test
        void twice_are_once() {
            String tenant = program.tenant();
            Program.Person staff = program.person("staff", tenant);
            String path = "/api/users/" + staff.userId() + "/tenants/" + tenant;

            program.writesNothing(() -> owner.put(path).mustBe(204));
            owner.delete(path).mustBe(204);
            program.writesNothing(() -> owner.delete(path).mustBe(204));
        }

        @ParameterizedTest
        @CsvSource({"PUT,user-nobody,user_not_found", "DELETE,user-nobody,user_not_found"})
        void need_a_user(String method, String user, String code) {
            String path = "/api/users/" + user + "/tenants/" + program.tenant();
            (method.equals("PUT") ? owner.put(path) : owner.delete(path)).mustBeProblem(404, code);
        }

        @Test
        void need_a_tenant() {
            Program.Person staff = program.person("staff");
            program.writesNothing(() -> owner.put("/api/users/" + staff.userId() + "/tenants/nobody")
                    .mustBeProblem(404, "tenant_not_found"));
        }
    }
}
