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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class SignInTest {
    private static final String LOGIN = "/api/auth/login";

    private Program program;

    @BeforeEach
    void begin() {
        program = Program.running();
    }

    private Answer login(String path, String email, String password) {
        return program.anybody().post(path, json("{'email': '%s', 'password': '%s'}", email, password));
    }

    @Nested
    class who_knows_the_password {
        @Test
        void gets_a_token_for_a_day() {
            String tenant = program.tenant();
            Program.Person staff = program.person("staff", tenant);

            JsonNode answer =
                    login(LOGIN, staff.email(), Program.PASSWORD).mustBe(200).json();

            assertThat(List.copyOf(answer.propertyNames()))
                    .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "user");
            assertThat(answer.path("token_type").asString()).isEqualTo("Bearer");
            assertThat(answer.path("expires_in").intValue()).isEqualTo(86_400);
            assertThat(answer.path("user"))
                    .isEqualTo(program.anybody()
                            .withToken(answer.path("access_token").asString())
                            .get("/api/auth/me")
                            .json());
            assertThat(answer.path("user").path("user_id").asString()).isEqualTo(staff.userId());
            assertThat(answer.path("user").path("email").asString()).isEqualTo(staff.email());
            assertThat(answer.path("user").path("role").asString()).isEqualTo("staff");
            assertThat(answer.path("user").path("tenants").get(0).asString()).isEqualTo(tenant);
        }

        @Test
        void may_write_the_address_in_capitals() {
            login(LOGIN, Program.OWNER_EMAIL.toUpperCase(Locale.ROOT), Program.PASSWORD)
                    .mustBe(200);
        }

        @Test
        void is_seen_to_have_signed_in() {
            Program.Person auditor = program.person("auditor");

            JsonNode users = program.owner().get("/api/users").mustBe(200).json();

            assertThat(users.get(0).path("user_id").asString()).isEqualTo(auditor.userId());
            assertThat(users.get(0).path("last_login_at").asString()).matches("\\d{4}-.*\\.\\d{6}Z");
        }
    }

    @Nested
    class who_does_not {
        @Test
        void is_told_the_same_whether_or_not_there_is_such_a_user() {
            JsonNode wrong = login(LOGIN, Program.OWNER_EMAIL, "wrong password, sorry")
                    .mustBeProblem(401, "wrong_credentials")
                    .json();
            JsonNode unknown = login(LOGIN, "nobody@example.com", "wrong password, sorry")
                    .mustBeProblem(401, "wrong_credentials")
                    .json();
            assertThat(wrong).isEqualTo(unknown);
            login(LOGIN, Program.OWNER_EMAIL, Program.PASSWORD).mustBe(200);
        }

        @Test
        void has_to_wait_after_five_failures_even_with_the_right_one() {
            String email = program.person("staff").email();
            for (int i = 0; i < 5; i++) {
                login(LOGIN, email, "wrong password %d".formatted(i)).mustBeProblem(401, "wrong_credentials");
            }

            Answer blocked = login(LOGIN, email, Program.PASSWORD).mustBeProblem(429, "too_many_attempts");

            assertThat(Integer.parseInt(blocked.header("Retry-After").orElseThrow()))
                    .isBetween(800, 900);
            assertThat(blocked.json().path("detail").asString())
                    .isEqualTo("Too many failed attempts. Try again in 15 minutes, or ask an owner for help");
            login(LOGIN, Program.OWNER_EMAIL, Program.PASSWORD).mustBe(200);
        }

        @Test
        void gets_no_more_than_five_guesses_by_making_them_all_at_once() throws Exception {
            String email = program.person("staff").email();

            Callable<Integer> guess =
                    () -> login(LOGIN, email, "wrong password").status();

            List<Integer> statuses = Concurrently.run(Collections.nCopies(12, guess));

            assertThat(statuses).filteredOn(status -> status == 401).hasSize(5);
            assertThat(statuses).filteredOn(status -> status == 429).hasSize(7);
        }

        @Test
        void is_on_record_once_a_minute_and_when_locked_out_with_the_address_sealed() {
            Program.Person staff = program.person("staff");
            for (int i = 0; i < 5; i++) {
                login(LOGIN, staff.email(), "wrong password %d".formatted(i)).mustBeProblem(401, "wrong_credentials");
            }
            login(LOGIN, staff.email(), "wrong password").mustBeProblem(429, "too_many_attempts");

            List<JsonNode> entries = entriesOn(staff.userId());

            assertThat(entries)
                    .extracting(entry -> entry.path("action").asString())
                    .containsExactly("sign_in_blocked", "sign_in_failed");
            assertThat(entries).allSatisfy(entry -> {
                assertThat(entry.path("user_id").asString()).isEqualTo(staff.userId());
                assertThat(entry.path("auth").asString()).isEqualTo("none");
                assertThat(entry.path("actor").asString()).isEqualTo("person");
                assertThat(entry.path("after").path("purpose").asString()).isEqualTo("sign_in");
            });
            assertThat(entries)
                    .extracting(entry -> entry.path("after").path("count").intValue())
                    .containsExactly(4, 1);
            assertThat(entries.get(0).path("after").path("until").asString()).matches("\\d{4}-.*\\.\\d{6}Z");
            assertThat(entries.toString()).doesNotContain("127.0.0.1").doesNotContain(staff.email());
        }

        @Test
        void is_on_record_without_a_word_of_what_was_typed_if_nobody_is_known_by_it() {
            String typed = "Somebody.%s@example.com".formatted(Program.freshTxn());
            login(LOGIN, typed, "wrong password").mustBeProblem(401, "wrong_credentials");
            login(LOGIN, typed.toLowerCase(Locale.ROOT), "wrong password").mustBeProblem(401, "wrong_credentials");

            List<JsonNode> entries = entries("sign_in_failed").stream()
                    .filter(entry -> entry.path("user_id").asString().equals("system"))
                    .toList();

            assertThat(entries).isNotEmpty().allSatisfy(entry -> {
                assertThat(entry.path("after").path("typed").asString()).matches("[0-9a-f]{64}");
                assertThat(entry.path("after").path("user_id").isNull()).isTrue();
            });
            assertThat(entries)
                    .extracting(entry -> entry.path("after").path("typed").asString())
                    .doesNotHaveDuplicates();
            assertThat(entries.toString().toLowerCase(Locale.ROOT))
                    .doesNotContain(typed.toLowerCase(Locale.ROOT))
                    .doesNotContain("127.0.0.1");
        }

        private List<JsonNode> entriesOn(String userId) {
            return Stream.concat(entries("sign_in_blocked").stream(), entries("sign_in_failed").stream())
                    .filter(entry ->
                            entry.path("after").path("user_id").asString().equals(userId))
                    .toList();
        }

        private List<JsonNode> entries(String action) {
            program.awaitProjections();
            List<JsonNode> entries = new ArrayList<>();
            program.owner()
                    .get("/api/audit?limit=1000&action=" + action)
                    .mustBe(200)
                    .json()
                    .forEach(entries::add);
            return entries;
        }

        @Test
        void is_told_every_bad_field_at_once() {
            program.writesNothing(() -> {
                program.anybody().post(LOGIN, "{}").mustBeInvalid("email", "password");
                program.anybody()
                        .post(LOGIN, json("{'email': 1, 'password': [], 'remember': true}"))
                        .mustBeInvalid("email", "password", "remember");
            });
        }
    }

    @Nested
    class a_page {
        private final Program.Person owner = Program.running().person("owner");
        private final Answer signedIn = login(LOGIN + "?use_cookie=true", owner.email(), Program.PASSWORD)
                .mustBe(200);
        private final String cookie = signedIn.header("Set-Cookie").orElseThrow();
        private final Client page = program().anybody().with("Cookie", cookie.substring(0, cookie.indexOf(';')));

        private Program program() {
            return Program.running();
        }

        private Answer login(String path, String email, String password) {
            return Program.running().anybody().post(path, json("{'email': '%s', 'password': '%s'}", email, password));
        }

        private Client withCsrf() {
            return page.with("X-CSRF-Token", signedIn.json().path("csrf_token").asString());
        }

        @Test
        void gets_the_token_only_as_a_cookie_that_no_script_reads() {
            assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").doesNotContain("Secure");
            String token = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
            assertThat(token.split("\\.")).hasSize(3);
            assertThat(signedIn.text()).doesNotContain(token).doesNotContain("access_token");
        }

        @Test
        void reads_by_its_cookie() {
            assertThat(page.get("/api/auth/me")
                            .mustBe(200)
                            .json()
                            .path("user_id")
                            .asString())
                    .isEqualTo(owner.userId());
        }

        @Test
        void changes_only_with_its_csrf_token() {
            String tenant = json("{'name': 'From a page'}");
            String others = login(LOGIN + "?use_cookie=true", Program.OWNER_EMAIL, Program.PASSWORD)
                    .json()
                    .path("csrf_token")
                    .asString();

            program().writesNothing(() -> {
                page.post("/api/tenants", tenant).mustBeProblem(403, "csrf_token_missing");
                page.with("X-CSRF-Token", "made-up")
                        .post("/api/tenants", tenant)
                        .mustBeProblem(403, "csrf_token_missing");
                page.with("X-CSRF-Token", others).post("/api/tenants", tenant).mustBeProblem(403, "csrf_token_missing");
            });
            withCsrf().post("/api/tenants", tenant).mustBe(201);
        }

        @Test
        void is_forgotten_when_it_signs_out() {
            Answer out = withCsrf().post("/api/auth/logout");

            assertThat(out.status()).isBetween(200, 204);
            assertThat(out.header("Set-Cookie").orElseThrow())
                    .contains("Max-Age=0")
                    .contains("HttpOnly");
        }

        @Test
        void with_a_bad_cookie_is_nobody() {
            program()
                    .anybody()
                    .with("Cookie", cookie.substring(0, cookie.indexOf(';') - 3))
                    .get("/api/auth/me")
                    .mustBeProblem(401, "unauthenticated");
        }
    }

    @Nested
    class a_session {
        private final Program.Person staff = Program.running().person("staff");

        @Test
        void ends_with_its_token_when_it_signs_out_and_no_other_does() {
            Client another = program.login(staff.email(), Program.PASSWORD);

            staff.client().post("/api/auth/logout").mustBe(204);

            mustEndWithinASecond(staff.client());
            staff.client().get("/api/tenants").mustBeProblem(401, "unauthenticated");
            another.get("/api/auth/me").mustBe(200);
            program.login(staff.email(), Program.PASSWORD).get("/api/auth/me").mustBe(200);
            String path = "/api/audit?action=user_signed_out&user_id=" + staff.userId();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(program.owner().get(path).json()).hasSize(1));
        }

        @Test
        void of_a_page_ends_with_its_cookie() {
            Answer signedIn = login(LOGIN + "?use_cookie=true", staff.email(), Program.PASSWORD)
                    .mustBe(200);
            String cookie = signedIn.header("Set-Cookie").orElseThrow();
            Client page = program.anybody().with("Cookie", cookie.substring(0, cookie.indexOf(';')));

            page.with("X-CSRF-Token", signedIn.json().path("csrf_token").asString())
                    .post("/api/auth/logout")
                    .mustBe(204);

            mustEndWithinASecond(page);
            staff.client().get("/api/auth/me").mustBe(200);
        }

        @Test
        void ends_with_all_others_when_the_password_is_changed() {
            Client another = program.login(staff.email(), Program.PASSWORD);

            staff.client()
                    .post(
                            "/api/auth/password",
                            json("{'old': '%s', 'new': 'another horse entirely'}", Program.PASSWORD))
                    .mustBe(204);

            mustEndWithinASecond(staff.client());
            mustEndWithinASecond(another);
            another.get("/api/decisions").mustBeProblem(401, "unauthenticated");
            program.login(staff.email(), "another horse entirely")
                    .get("/api/auth/me")
                    .mustBe(200);
        }

        private static void mustEndWithinASecond(Client client) {
            await().atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> client.get("/api/auth/me").mustBeProblem(401, "unauthenticated"));
        }
    }

    @Nested
    class a_password {
        @Test
        void is_guessed_at_no_more_than_five_times_however_many_guesses_come_at_once() throws Exception {
            Program.Person staff = program.person("staff");
            Callable<Integer> guess = () -> staff.client()
                    .post("/api/auth/password", json("{'old': 'not this one, no', 'new': 'another horse entirely'}"))
                    .status();

            List<Integer> statuses = Concurrently.run(Collections.nCopies(12, guess));

            assertThat(statuses).filteredOn(status -> status == 400).hasSize(5);
            assertThat(statuses).filteredOn(status -> status == 429).hasSize(7);
            staff.client()
                    .post(
                            "/api/auth/password",
                            json("{'old': '%s', 'new': 'another horse entirely'}", Program.PASSWORD))
                    .mustBeProblem(429, "too_many_attempts");
            login(LOGIN, staff.email(), Program.PASSWORD).mustBe(200);
            program.awaitProjections();
            assertThat(program.owner()
                            .get("/api/audit?action=sign_in_blocked&user_id=" + staff.userId())
                            .mustBe(200)
                            .json())
                    .hasSize(1)
                    .allSatisfy(entry -> assertThat(
                                    entry.path("after").path("purpose").asString())
                            .isEqualTo("password_change"));
        }

        @Test
        void is_changed_by_who_knows_it() {
            Program.Person staff = program.person("staff");

            Answer changed = staff.client()
                    .post(
                            "/api/auth/password",
                            json("{'old': '%s', 'new': 'another horse entirely'}", Program.PASSWORD));

            assertThat(changed.status()).isBetween(200, 204);
            login(LOGIN, staff.email(), Program.PASSWORD).mustBeProblem(401, "wrong_credentials");
            login(LOGIN, staff.email(), "another horse entirely").mustBe(200);
        }

        @Test
        void is_not_changed_by_who_guesses_it() {
            Program.Person staff = program.person("staff");

            Answer refused = staff.client()
                    .post("/api/auth/password", json("{'old': 'not this one, no', 'new': 'another horse entirely'}"));
            assertThat(refused.status()).isBetween(400, 403);
            refused.mustBeProblem(refused.status(), refused.json().path("code").asString());
            staff.client().get("/api/auth/me").mustBe(200);
            login(LOGIN, staff.email(), Program.PASSWORD).mustBe(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "eleven char", "\\u0000 with a NUL in it", "\\ud800 half a character"})
        void must_be_long_enough_and_text(String password) {
            program.writesNothing(() -> {
                program.owner()
                        .post("/api/auth/password", json("{'old': '%s', 'new': '%s'}", Program.PASSWORD, password))
                        .mustBeInvalid("new");
                program.owner()
                        .post(
                                "/api/users",
                                json("{'email': 'p@example.com', 'role': 'staff', 'password': '%s'}", password))
                        .mustBeInvalid("password");
            });
        }

        @Test
        void stands_in_no_event_and_no_table_as_it_is() {
            String password = "a very particular phrase";
            program.owner()
                    .post(
                            "/api/users",
                            json("{'email': 'particular@example.com', 'role': 'staff', 'password': '%s'}", password))
                    .mustBe(201);
            login(LOGIN, "particular@example.com", password).mustBe(200);

            List<String> hashes = program.database()
                    .jdbc()
                    .sql("select password_hash from command_side.user_account")
                    .query(String.class)
                    .list();
            assertThat(hashes).isNotEmpty().allMatch(hash -> hash.startsWith("$argon2id$"));
            List<String> events = program.database()
                    .jdbc()
                    .sql("select encode(payload, 'escape') || encode(meta_data, 'escape') from event_store.event")
                    .query(String.class)
                    .list();
            assertThat(events).noneMatch(event -> event.contains(password));
            assertThat(events).noneMatch(event -> event.contains("particular@example.com"));
        }
    }

    @Nested
    class nobody {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/auth/me",
                    "/api/tenants",
                    "/api/tenants/x",
                    "/api/tenants/x/history",
                    "/api/users",
                    "/api/decisions",
                    "/api/decisions/x/y",
                    "/api/audit",
                    "/api/audit/export.csv",
                    "/api/audit/export.jsonl",
                    "/api/admin/projections",
                    "/api/nothing/here",
                    "/",
                    "/actuator/env",
                    "/actuator"
                })
        void gets_in_anywhere_else(String path) {
            Answer answer = program.anybody().get(path).mustBeProblem(401, "unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/auth/logout",
                    "/api/auth/password",
                    "/api/tenants",
                    "/api/tenants/x/settings",
                    "/api/users",
                    "/api/users/x/deactivate",
                    "/api/decisions",
                    "/api/decisions/import",
                    "/api/decisions/x/y/approve",
                    "/api/admin/projections/tenants/rebuild",
                    "/api/admin/memory/rebuild",
                    "/api/rules/candidates/mine"
                })
        void changes_anything(String path) {
            program.writesNothing(() -> program.anybody().post(path, "{}").mustBeProblem(401, "unauthenticated"));
        }
    }
}
