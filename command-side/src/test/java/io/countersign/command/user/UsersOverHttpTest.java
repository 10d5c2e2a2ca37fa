package io.countersign.command.user;

import static io.countersign.command.user.RunningCommandSide.OWNER_EMAIL;
import static io.countersign.command.user.RunningCommandSide.OWNER_PASSWORD;
import static io.countersign.command.user.RunningCommandSide.code;
import static io.countersign.command.user.RunningCommandSide.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.user.EncryptedText;
import io.countersign.platform.security.AccountLookup;
import io.countersign.platform.vault.PersonalData;
import io.countersign.testkit.EmbeddedDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Tag("program")
class UsersOverHttpTest {
    private static final String PASSWORD = "a staff member's password";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path dataDir;

    private static EmbeddedDatabase database;
    private static RunningCommandSide service;
    private static String owner;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        service = RunningCommandSide.withFirstOwner(database, dataDir);
        owner = service.ownerToken();
        assertThat(post("/api/tenants", "{\"tenant_id\": \"acme\", \"name\": \"Acme\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(post("/api/tenants", "{\"tenant_id\": \"beta\", \"name\": \"Beta\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    @Nested
    class making_a_user_again_under_the_same_key {
        @Test
        void makes_no_key_for_personal_data_that_nobody_needs() {
            String body =
                    "{\"email\": \"%s\", \"role\": \"staff\", \"password\": \"%s\"}".formatted(freshEmail(), PASSWORD);
            HttpResponse<String> first = service.send("POST", "/api/users", owner, body, "Idempotency-Key", "once");
            int keys = keys();

            HttpResponse<String> again = service.send("POST", "/api/users", owner, body, "Idempotency-Key", "once");

            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
            assertThat(keys()).isEqualTo(keys);
        }

        private int keys() {
            return database.jdbc()
                    .sql("select count(*) from key_vault.user_key")
                    .query(Integer.class)
                    .single();
        }
    }

    @Nested
    class signing_in {
        @Test
        void gives_a_token_and_the_user() {
            String email = freshEmail();
            String id = made(email, "staff", "acme");

            HttpResponse<String> answer = service.login("  " + email.toUpperCase(Locale.ROOT) + " ", PASSWORD);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).propertyNames())
                    .containsExactly("access_token", "token_type", "expires_in", "user");
            assertThat(json(answer).get("token_type").stringValue()).isEqualTo("Bearer");
            assertThat(json(answer).get("expires_in").intValue()).isEqualTo(86_400);
            JsonNode user = json(answer).get("user");
            assertThat(user.toString())
                    .isEqualTo("{\"user_id\":\"%s\",\"email\":\"%s\",\"role\":\"staff\",\"tenants\":[\"acme\"]}"
                            .formatted(id, email));
            assertThat(answer.headers().firstValue("Countersign-Consistency")).isPresent();
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-store");
            String token = json(answer).get("access_token").stringValue();
            assertThat(json(service.send("GET", "/api/auth/me", token, null))).isEqualTo(user);
            assertThat(eventsOf(id)).containsExactly("UserCreated", "UserSignedIn");
        }

        @Test
        void is_refused_alike_for_a_wrong_password_and_an_unknown_address() {
            made("known@example.com", "staff");

            HttpResponse<String> wrong = service.login("known@example.com", "wrong");
            HttpResponse<String> unknown = service.login("unknown@example.com", "wrong");

            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(unknown.body()).isEqualTo(wrong.body());
        }

        @Test
        void names_every_bad_field() {
            HttpResponse<String> answer =
                    service.send("POST", "/api/auth/login", null, "{\"mail\": \"a\", \"password\": 1}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("errors"))
                    .extracting(error -> error.get("field").stringValue())
                    .containsExactlyInAnyOrder("email", "password", "mail");
        }

        @Test
        void refuses_an_option_that_cannot_be_read() {
            HttpResponse<String> answer = service.send(
                    "POST", "/api/auth/login?use_cookie=maybe", null, "{\"email\": \"a\", \"password\": \"b\"}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("invalid_request");
        }

        @Test
        void is_blocked_after_five_failures_however_right_the_password_is_then() {
            String email = freshEmail();
            made(email, "staff");
            for (int i = 0; i < 5; i++) {
                assertThat(service.login(email, "wrong").statusCode()).isEqualTo(401);
            }

            HttpResponse<String> blocked = service.login(email, PASSWORD);

            assertThat(blocked.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            blocked.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(880, 900);
            assertThat(service.login(freshEmail(), "wrong").statusCode()).isEqualTo(401);
            makeFailuresOlder(901);
            assertThat(service.login(email, PASSWORD).statusCode()).isEqualTo(200);
        }

        @Test
        void counts_failures_of_the_last_300_seconds_only() {
            String email = freshEmail();
            made(email, "staff");
            fail(email, 4);
            makeFailuresOlder(301);
            fail(email, 4);

            assertThat(service.login(email, PASSWORD).statusCode()).isEqualTo(200);
        }

        @Test
        void starts_the_count_anew() {
            String email = freshEmail();
            made(email, "staff");
            fail(email, 4);
            assertThat(service.login(email, PASSWORD).statusCode()).isEqualTo(200);
            fail(email, 4);

            assertThat(service.login(email, PASSWORD).statusCode()).isEqualTo(200);
        }

        private void fail(String email, int times) {
            for (int i = 0; i < times; i++) {
                assertThat(service.login(email, "wrong").statusCode()).isEqualTo(401);
            }
        }

        private void makeFailuresOlder(int seconds) {
            database.jdbc().sql("""
                    update command_side.login_failure
                    set failed_at = array(select t - :seconds * interval '1 s' from unnest(failed_at) t),
                        blocked_until = blocked_until - :seconds * interval '1 s'
                    """).param("seconds", seconds).update();
        }
    }

    @Nested
    class a_page {
        @Test
        void gets_its_token_in_a_cookie_only_and_must_send_the_csrf_token() {
            HttpResponse<String> answer = service.send(
                    "POST",
                    "/api/auth/login?use_cookie=true",
                    null,
                    "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(OWNER_EMAIL, OWNER_PASSWORD));
            String setCookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            String cookie = setCookie.substring(0, setCookie.indexOf(';'));
            String csrf = json(answer).get("csrf_token").stringValue();

            assertThat(setCookie)
                    .contains("HttpOnly", "SameSite=Strict", "Path=/")
                    .doesNotContain("Secure");
            assertThat(json(answer).propertyNames()).containsExactly("csrf_token", "expires_in", "user");
            assertThat(answer.body()).doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
            assertThat(service.send("GET", "/api/auth/me", null, null, "Cookie", cookie)
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> forged = service.send("POST", "/api/auth/logout", null, null, "Cookie", cookie);
            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(code(forged)).isEqualTo("csrf_token_missing");
            HttpResponse<String> logout =
                    service.send("POST", "/api/auth/logout", null, null, "Cookie", cookie, "X-CSRF-Token", csrf);
            assertThat(logout.statusCode()).isEqualTo(204);
            assertThat(logout.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0", "HttpOnly");
        }
    }

    @Nested
    class making_a_user {
        @Test
        void gives_an_id_that_a_repeated_request_gives_again() {
            String body = newUser(freshEmail(), "staff", "acme");

            HttpResponse<String> first = service.send("POST", "/api/users", owner, body, "Idempotency-Key", "make-1");
            HttpResponse<String> again = service.send("POST", "/api/users", owner, body, "Idempotency-Key", "make-1");

            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(json(first).get("user_id").stringValue()).matches("user-[0-9a-f]{8,}");
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        }

        @Test
        void with_another_password_under_the_same_key_is_another_request() {
            String body = newUser(freshEmail(), "staff");
            service.send("POST", "/api/users", owner, body, "Idempotency-Key", "make-2");

            HttpResponse<String> other = service.send(
                    "POST", "/api/users", owner, body.replace(PASSWORD, PASSWORD + "!"), "Idempotency-Key", "make-2");

            assertThat(other.statusCode()).isEqualTo(422);
        }

        @Test
        void is_refused_for_an_address_that_is_taken_in_whatever_case() {
            String email = freshEmail();
            made(email, "staff");

            HttpResponse<String> answer = post("/api/users", newUser(email.toUpperCase(Locale.ROOT), "auditor"));

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(code(answer)).isEqualTo("email_taken");
        }

        @Test
        void names_every_bad_field() {
            HttpResponse<String> answer = post("/api/users", """
                    {"email": "nobody", "role": "boss", "password": "short", "tenants": ["acme", "firm"], "x": 1}
                    """);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("errors"))
                    .extracting(error -> error.get("field").stringValue())
                    .containsExactly("email", "role", "password", "tenants[1]", "x");
            assertThat(answer.body()).doesNotContain("short");
        }

        @Test
        void needs_tenants_that_exist_and_else_leaves_nothing() {
            String email = freshEmail();

            HttpResponse<String> answer = post("/api/users", newUser(email, "staff", "acme", "nowhere"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(code(answer)).isEqualTo("tenant_not_found");
            assertThat(made(email, "staff", "acme")).startsWith("user-");
        }
    }

    @Nested
    class an_assignment {
        @Test
        void is_made_and_taken_away_once() {
            String id = made(freshEmail(), "staff");

            for (int i = 0; i < 2; i++) {
                assertThat(service.send("PUT", tenants(id, "acme"), owner, null).statusCode())
                        .isEqualTo(204);
                assertThat(tenantsOf(id)).containsExactly("acme");
            }
            for (int i = 0; i < 2; i++) {
                assertThat(service.send("DELETE", tenants(id, "acme"), owner, null)
                                .statusCode())
                        .isEqualTo(204);
                assertThat(tenantsOf(id)).isEmpty();
            }
            assertThat(eventsOf(id)).containsExactly("UserCreated", "StaffAssigned", "StaffUnassigned");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nowhere", "firm", "a%20b", "%E2%82%AC"})
        void needs_a_tenant_that_exists(String tenant) {
            String id = made(freshEmail(), "staff");

            for (String method : List.of("PUT", "DELETE")) {
                HttpResponse<String> answer = service.send(method, tenants(id, tenant), owner, null);
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(code(answer)).isEqualTo("tenant_not_found");
            }
        }

        @Test
        void needs_a_user_who_exists() {
            for (String method : List.of("PUT", "DELETE")) {
                HttpResponse<String> answer = service.send(method, tenants("user-none", "acme"), owner, null);
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(code(answer)).isEqualTo("user_not_found");
            }
        }

        @Test
        void is_refused_to_a_deactivated_user() {
            String id = made(freshEmail(), "staff");
            post("/api/users/" + id + "/deactivate", null);

            HttpResponse<String> answer = service.send("PUT", tenants(id, "acme"), owner, null);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(code(answer)).isEqualTo("user_inactive");
        }

        private static String tenants(String id, String tenant) {
            return "/api/users/%s/tenants/%s".formatted(id, tenant);
        }

        private static List<String> tenantsOf(String id) {
            return service.bean(AccountLookup.class).find(id).orElseThrow().tenants().stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @Nested
    class deactivating {
        @Test
        void locks_a_user_out_within_a_second() throws InterruptedException {
            String email = freshEmail();
            String id = made(email, "staff");
            String token = service.token(email, PASSWORD);
            assertThat(service.send("GET", "/api/auth/me", token, null).statusCode())
                    .isEqualTo(200);

            HttpResponse<String> answer = post("/api/users/" + id + "/deactivate", null);
            long until = System.nanoTime() + 1_000_000_000L;

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).toString()).isEqualTo("{\"success\":true,\"user_id\":\"%s\"}".formatted(id));
            while (service.send("GET", "/api/auth/me", token, null).statusCode() != 401) {
                assertThat(System.nanoTime()).isLessThan(until);
            }
            assertThat(service.login(email, PASSWORD).statusCode()).isEqualTo(401);
        }

        @Test
        void twice_is_silence() {
            String id = made(freshEmail(), "service");
            for (int i = 0; i < 2; i++) {
                assertThat(post("/api/users/" + id + "/deactivate", null).statusCode())
                        .isEqualTo(200);
            }

            assertThat(eventsOf(id)).containsExactly("UserCreated", "UserDeactivated");
        }

        @Test
        void an_unknown_user_is_not_found() {
            assertThat(code(post("/api/users/user-none/deactivate", null))).isEqualTo("user_not_found");
        }

        @Test
        void the_last_active_owner_is_refused() {
            String me = json(service.send("GET", "/api/auth/me", owner, null))
                    .get("user_id")
                    .stringValue();
            String second = made(freshEmail(), "owner");
            assertThat(post("/api/users/" + second + "/deactivate", null).statusCode())
                    .isEqualTo(200);

            HttpResponse<String> answer = post("/api/users/" + me + "/deactivate", null);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(code(answer)).isEqualTo("last_owner");
        }
    }

    @Nested
    class a_password {
        @Test
        void is_changed_by_whoever_knows_it() {
            String email = freshEmail();
            String id = made(email, "staff");
            String token = service.token(email, PASSWORD);
            String change = "{\"old\": \"%s\", \"new\": \"another long password\"}".formatted(PASSWORD);

            assertThat(service.send("POST", "/api/auth/password", token, change, "Idempotency-Key", "change-1")
                            .statusCode())
                    .isEqualTo(204);

            await().atMost(Duration.ofSeconds(1))
                    .until(() ->
                            service.send("POST", "/api/auth/password", token, change, "Idempotency-Key", "change-1")
                                            .statusCode()
                                    == 401);
            assertThat(service.login(email, PASSWORD).statusCode()).isEqualTo(401);
            assertThat(service.login(email, "another long password").statusCode())
                    .isEqualTo(200);
            assertThat(eventsOf(id)).containsExactly("UserCreated", "UserSignedIn", "PasswordChanged", "UserSignedIn");
        }

        @Test
        void is_not_changed_by_guessing() {
            String email = freshEmail();
            made(email, "staff");
            String token = service.token(email, PASSWORD);
            String guess = "{\"old\": \"a guess\", \"new\": \"another long password\"}";

            for (int i = 0; i < 5; i++) {
                HttpResponse<String> answer = service.send("POST", "/api/auth/password", token, guess);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(json(answer).get("errors").get(0).get("field").stringValue())
                        .isEqualTo("old");
            }
            assertThat(service.send("POST", "/api/auth/password", token, guess).statusCode())
                    .isEqualTo(429);
        }

        @Test
        void must_be_long_enough() {
            HttpResponse<String> answer =
                    service.send("POST", "/api/auth/password", owner, "{\"old\": \"x\", \"new\": \"short\"}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("errors").get(0).get("field").stringValue())
                    .isEqualTo("new");
        }

        @Test
        void and_an_address_stand_nowhere_in_the_clear() {
            String email = "findme-" + freshEmail();
            String body = newUser(email, "staff");
            assertThat(service.send("POST", "/api/users", owner, body, "Idempotency-Key", "secret-1")
                            .statusCode())
                    .isEqualTo(201);
            service.login(email, PASSWORD);

            assertThat(rowsWith("findme-")).isZero();
            assertThat(rowsWith(PASSWORD)).isZero();
            assertThat(rowsWith("UserSignedIn")).as("in text").isPositive();
            assertThat(rowsWith("correlation_id")).as("in bytes").isPositive();
        }

        private static long rowsWith(String text) {
            return Stream.of(
                            "event_store.event",
                            "command_side.idempotency",
                            "command_side.user_account",
                            "command_side.login_failure")
                    .mapToLong(table -> database.jdbc()
                            .sql("select count(*) from %s t where t::text like :text or t::text like :bytes"
                                    .formatted(table))
                            .param("text", "%" + text + "%")
                            .param("bytes", "%" + hex(text) + "%")
                            .query(Long.class)
                            .single())
                    .sum();
        }

        private static String hex(String text) {
            return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class changing_users {
        @ParameterizedTest
        @ValueSource(strings = {"staff", "auditor", "service"})
        void is_for_owners_only(String role) {
            String email = freshEmail();
            String id = made(email, role, "acme");
            String token = service.token(email, PASSWORD);

            assertThat(service.send("POST", "/api/users", token, newUser(freshEmail(), "owner"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(service.send("POST", "/api/users/" + id + "/deactivate", token, null)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(service.send("PUT", "/api/users/" + id + "/tenants/beta", token, null)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(service.send("DELETE", "/api/users/" + id + "/tenants/acme", token, null)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(eventsOf(id)).containsExactly("UserCreated", "UserSignedIn");
        }

        @Test
        void needs_a_token() {
            assertThat(service.send("POST", "/api/users", null, newUser(freshEmail(), "owner"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(service.send("GET", "/api/auth/me", null, null).statusCode())
                    .isEqualTo(401);
            assertThat(service.send("GET", "/api/auth/me", "no.token.atall", null)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(service.send("POST", "/api/auth/logout", null, null).statusCode())
                    .isEqualTo(401);
            assertThat(service.send("POST", "/api/auth/password", null, "{}").statusCode())
                    .isEqualTo(401);
        }
    }

    /** However many texts and addresses are tried, no more entries are made a minute than the log can bear. */
    @Nested
    class entries_on_failures {
        private final SignInThrottle throttle = service.bean(SignInThrottle.class);

        private long entered(int attempts, IntFunction<String> place, IntFunction<byte[]> email, boolean isKnown) {
            return IntStream.range(0, attempts)
                    .filter(i -> {
                        throttle.failed(place.apply(i), email.apply(i), isKnown);
                        return throttle.takeEntry(place.apply(i), email.apply(i), false)
                                .isPresent();
                    })
                    .count();
        }

        @Test
        void are_bounded_for_texts_that_nobody_is_known_by() {
            assertThat(entered(12, i -> "192.0.2.1", i -> ("nobody " + i).getBytes(UTF_8), false))
                    .isBetween(1L, 10L);
            assertThat(entered(70, i -> "198.18.0." + i, i -> ("nobody " + i).getBytes(UTF_8), false))
                    .isBetween(1L, 60L);
        }

        @Test
        void are_bounded_for_one_user_from_many_addresses_and_not_by_what_others_do() {
            byte[] user = "one user".getBytes(UTF_8);
            assertThat(entered(70, i -> "198.51.100." + i, i -> user, true)).isEqualTo(60);
            assertThat(entered(1, i -> "198.51.100.1", i -> "another user".getBytes(UTF_8), true))
                    .isEqualTo(1);
        }

        @Test
        void stand_for_all_failures_since_the_one_before() {
            byte[] email = "counted".getBytes(UTF_8);
            throttle.failed("203.0.113.1", email, true);
            assertThat(throttle.takeEntry("203.0.113.1", email, false)).contains(1);
            throttle.failed("203.0.113.1", email, true);
            throttle.failed("203.0.113.1", email, true);
            assertThat(throttle.takeEntry("203.0.113.1", email, false)).isEmpty();
            throttle.succeeded("203.0.113.1", email);
            throttle.failed("203.0.113.1", email, true);
            assertThat(throttle.takeEntry("203.0.113.1", email, false)).isEmpty();
            assertThat(throttle.takeEntry("203.0.113.1", email, true)).contains(3);
        }
    }

    @Nested
    class personal_data {
        private final PersonalData personal = service.bean(PersonalData.class);

        @Test
        void opens_for_its_own_user_only_and_never_looks_the_same() {
            EncryptedText one = personal.encrypt("user-a", "Zoë");
            personal.encrypt("user-b", "x");

            assertThat(personal.decrypt("user-a", one, null)).contains("Zoë");
            assertThat(personal.decrypt("user-b", one, null)).isEmpty();
            assertThat(personal.encrypt("user-a", "Zoë")).isNotEqualTo(one);
        }

        @Test
        void is_not_shown_under_another_key_than_the_user_was_made_with() {
            EncryptedText text = personal.encrypt("user-c", "Zoë");
            String commitment = personal.commitment("user-c");
            assertThat(personal.decrypt("user-c", text, commitment)).contains("Zoë");

            database.jdbc()
                    .sql("update key_vault.user_key set key = sha256(key) where user_id = 'user-c'")
                    .update();
            EncryptedText underTheOther = personal.encrypt("user-c", "Zoë");

            assertThat(personal.decrypt("user-c", underTheOther, null)).contains("Zoë");
            assertThat(personal.decrypt("user-c", underTheOther, commitment)).isEmpty();
        }

        @Test
        void is_bound_to_the_key_by_the_event_that_made_the_user() {
            String email = freshEmail();
            String id = made(email, "staff");
            Map<String, Object> row =
                    database.jdbc().sql("""
                            select key_commitment, convert_from(payload, 'UTF8')::jsonb ->> 'keyCommitment' as of_event,
                                   payload_revision
                            from event_store.event
                            join command_side.user_account on aggregate_identifier = 'user:' || user_id
                            where user_id = :user and sequence_number = 0
                            """).param("user", id).query().singleRow();
            assertThat(row.get("of_event")).isEqualTo(personal.commitment(id)).isEqualTo(row.get("key_commitment"));
            assertThat(row.get("payload_revision")).isEqualTo("2");
            assertThat(service.bean(AccountLookup.class).find(id).orElseThrow().email())
                    .isEqualTo(email);

            database.jdbc()
                    .sql("update command_side.user_account set key_commitment = 'of another key' where user_id = :user")
                    .param("user", id)
                    .update();

            assertThat(service.bean(AccountLookup.class).find(id).orElseThrow().email())
                    .isNull();
        }

        @Test
        void is_gone_with_its_key() {
            String email = freshEmail();
            String id = made(email, "staff");
            assertThat(service.bean(AccountLookup.class).find(id).orElseThrow().email())
                    .isEqualTo(email);

            database.jdbc()
                    .sql("delete from key_vault.user_key where user_id = :user")
                    .param("user", id)
                    .update();

            assertThat(service.bean(AccountLookup.class).find(id).orElseThrow().email())
                    .isNull();
            assertThat(json(service.login(email, PASSWORD))
                            .get("user")
                            .get("email")
                            .isNull())
                    .isTrue();
        }
    }

    private static HttpResponse<String> post(String path, String body) {
        return service.send("POST", path, owner, body);
    }

    private static String freshEmail() {
        return "user%s@example.com".formatted(NUMBER.incrementAndGet());
    }

    private static String made(String email, String role, String... tenants) {
        HttpResponse<String> answer = post("/api/users", newUser(email, role, tenants));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("user_id").stringValue();
    }

    private static String newUser(String email, String role, String... tenants) {
        List<String> quoted =
                Stream.of(tenants).map(tenant -> '"' + tenant + '"').toList();
        return "{\"email\": \"%s\", \"role\": \"%s\", \"password\": \"%s\", \"tenants\": %s}"
                .formatted(email, role, PASSWORD, quoted);
    }

    private static List<String> eventsOf(String userId) {
        return database
                .jdbc()
                .sql(
                        "select payload_type from event_store.event where aggregate_identifier = :id order by sequence_number")
                .param("id", "user:" + userId)
                .query(String.class)
                .list()
                .stream()
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .toList();
    }
}
