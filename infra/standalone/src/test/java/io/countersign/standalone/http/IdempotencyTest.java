package io.countersign.standalone.http;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Concurrently;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.RawExchange;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UsesSharedProgram
class IdempotencyTest {
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    private Program program;
    private Client owner;
    private Client keyed;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        keyed = owner.with(KEY, UUID.randomUUID().toString());
    }

    private void isReplayed(Answer again, Answer first) {
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header(REPLAYED)).as("replay header of %s", again).hasValue("true");
        assertThat(first.header(REPLAYED)).isEmpty();
    }

    @Nested
    class the_same_request_again {
        @Test
        void makes_one_tenant() {
            Answer first = keyed.post("/api/tenants", json("{'name': 'Once'}")).mustBe(201);

            program.writesNothing(() -> {
                Answer again = keyed.post("/api/tenants", json("{'name': 'Once'}"));
                isReplayed(again, first);
                assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
                assertThat(again.header("Countersign-Consistency"))
                        .isEqualTo(first.header("Countersign-Consistency"))
                        .isPresent();
            });
        }

        @Test
        void changes_settings_once_though_others_changed_them_since() {
            String tenant = program.tenant();
            String settings = "/api/tenants/" + tenant + "/settings";
            Answer first =
                    keyed.post(settings, json("{'cold_start_min_labels': 9}")).mustBe(200);
            owner.post(settings, json("{'cold_start_min_labels': 4}")).mustBe(200);

            program.writesNothing(() -> isReplayed(keyed.post(settings, json("{'cold_start_min_labels': 9}")), first));

            assertThat(owner.get("/api/tenants/" + tenant)
                            .json()
                            .path("cold_start_min_labels")
                            .intValue())
                    .isEqualTo(4);
        }

        @Test
        void decides_once() {
            String body = json(
                    "{'tenant_id': '%s', 'transactions': [%s]}",
                    program.tenant(), Program.transaction(Program.freshTxn()));
            Answer first = keyed.post("/api/decisions", body).mustBe(200);

            program.writesNothing(() -> isReplayed(keyed.post("/api/decisions", body), first));
            assertThat(first.json().get(0).path("status").asString()).isEqualTo("decided");
        }

        @Test
        void makes_one_user_and_changes_a_password_once() {
            String user = json("{'email': 'once@example.com', 'role': 'staff', 'password': '%s'}", Program.PASSWORD);
            Answer first = keyed.post("/api/users", user).mustBe(201);
            program.writesNothing(() -> isReplayed(keyed.post("/api/users", user), first));

            Program.Person staff = program.person("staff");
            Client theirs = staff.client().with(KEY, "password-1");
            String change = json("{'old': '%s', 'new': 'another horse entirely'}", Program.PASSWORD);
            Answer changed = theirs.post("/api/auth/password", change);
            program.writesNothing(() -> isReplayed(theirs.post("/api/auth/password", change), changed));
        }

        @Test
        void settles_once() {
            String tenant = program.tenant();
            String path = "/api/decisions/" + tenant + "/" + program.decided(tenant) + "/approve";
            Answer first = keyed.post(path).mustBe(200);

            program.writesNothing(() -> {
                isReplayed(keyed.post(path), first);
                owner.post(path).mustBeProblem(409, "already_settled");
            });
        }

        @Test
        void is_refused_as_before() {
            String tenant = program.tenant();
            String settings = "/api/tenants/" + tenant + "/settings";
            Client demanding = keyed.with("If-Match", "\"2\"");
            Answer first = demanding
                    .post(settings, json("{'autopost_enabled': true}"))
                    .mustBeProblem(412, "precondition_failed");
            owner.post(settings, json("{'cold_start_min_labels': 8}")).mustBe(200);

            program.writesNothing(() -> {
                Answer again = demanding.post(settings, json("{'autopost_enabled': true}"));
                isReplayed(again, first);
                again.mustBeProblem(412, "precondition_failed");
            });
        }

        @Test
        void may_be_written_otherwise() {
            Answer first = keyed.post("/api/tenants", json("{'name': 'Spaced', 'tier': 'pro'}"))
                    .mustBe(201);

            isReplayed(keyed.post("/api/tenants", json("{ 'tier':'pro',\n'name':'Spaced' }")), first);
        }
    }

    @Nested
    class another_request_under_the_same_key {
        @Test
        void is_refused() {
            String tenant = program.tenant();
            keyed.post("/api/tenants", json("{'name': 'Mine'}")).mustBe(201);

            program.writesNothing(() -> {
                keyed.post("/api/tenants", json("{'name': 'Other'}")).mustBeProblem(422, "idempotency_key_reused");
                keyed.post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': true}"))
                        .mustBeProblem(422, "idempotency_key_reused");
            });
        }

        @Test
        void of_another_caller_is_another_matter() {
            Client second = program.person("owner").client().with(KEY, "shared-name");
            Answer mine = owner.with(KEY, "shared-name")
                    .post("/api/tenants", json("{'name': 'Mine'}"))
                    .mustBe(201);

            Answer theirs =
                    second.post("/api/tenants", json("{'name': 'Theirs'}")).mustBe(201);

            assertThat(theirs.header(REPLAYED)).isEmpty();
            assertThat(theirs.json().path("tenant_id")).isNotEqualTo(mine.json().path("tenant_id"));
        }
    }

    @Nested
    class the_same_request_many_times_at_once {
        @Test
        void happens_once() throws Exception {
            long before = program.events();
            List<Callable<Answer>> requests = IntStream.range(0, 8)
                    .<Callable<Answer>>mapToObj(i -> () -> keyed.post("/api/tenants", json("{'name': 'Rush'}")))
                    .toList();

            List<Answer> answers = Concurrently.run(requests);

            assertThat(program.events()).isEqualTo(before + 1);
            List<Answer> made =
                    answers.stream().filter(answer -> answer.status() == 201).toList();
            assertThat(made).isNotEmpty();
            assertThat(made.stream().map(Answer::text).distinct()).hasSize(1);
            assertThat(made.stream().filter(answer -> answer.header(REPLAYED).isEmpty()))
                    .hasSize(1);
            answers.stream()
                    .filter(answer -> answer.status() != 201)
                    .forEach(answer -> answer.mustBeProblem(409, "idempotency_key_in_use"));
        }
    }

    @Nested
    class a_key {
        @ParameterizedTest
        @ValueSource(strings = {"with space", "tab\tinside", ""})
        void must_be_visible_ascii(String key) {
            program.writesNothing(() -> owner.with(KEY, key)
                    .post("/api/tenants", json("{'name': 'X'}"))
                    .mustBeProblem(400, "invalid_request"));
        }

        @Test
        void may_have_255_characters_and_no_more() {
            String longest = UUID.randomUUID() + "k".repeat(219);
            owner.with(KEY, longest)
                    .post("/api/tenants", json("{'name': 'Long'}"))
                    .mustBe(201);
            program.writesNothing(() -> owner.with(KEY, longest + "k")
                    .post("/api/tenants", json("{'name': 'X'}"))
                    .mustBeProblem(400, "invalid_request"));
        }

        @Test
        void may_not_be_beyond_ascii() throws Exception {
            long before = program.events();
            try (RawExchange raw = new RawExchange(program.base())) {
                raw.write(
                        "POST /api/tenants HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nIdempotency-Key: schlüssel\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"name\": \"X\"}"
                                .formatted(owner.token()));
                assertThat(raw.status()).isEqualTo(400);
            }
            assertThat(program.events()).isEqualTo(before);
        }

        @Test
        void means_nothing_to_a_stream() {
            String line = json("{'tenant_id': '%s', ", program.tenant())
                    + Program.transaction(Program.freshTxn()).substring(1) + "\n";
            Answer first =
                    keyed.post("/api/decisions", "application/x-ndjson", line).mustBe(200);
            Answer again =
                    keyed.post("/api/decisions", "application/x-ndjson", line).mustBe(200);

            assertThat(first.lines().get(0).path("status").asString()).isEqualTo("decided");
            assertThat(again.lines().get(0).path("status").asString()).isEqualTo("duplicate");
            assertThat(again.header(REPLAYED)).isEmpty();
        }
    }

    @Nested
    class a_correlation_id {
        @Test
        void comes_back_and_stands_in_every_event() {
            String tenant = program.tenant();
            String id = "trace-" + UUID.randomUUID();

            Answer answer = owner.with("X-Correlation-Id", id)
                    .post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': true}"))
                    .mustBe(200);

            assertThat(answer.header("X-Correlation-Id")).hasValue(id);
            var entry = owner.get("/api/audit?limit=1&tenant_id=" + tenant)
                    .mustBe(200)
                    .json()
                    .get(0);
            assertThat(entry.path("correlation_id").asString()).isEqualTo(id);
            assertThat(entry.path("user_id"))
                    .isEqualTo(owner.get("/api/auth/me").json().path("user_id"));
        }

        @Test
        void is_made_where_none_was_given_or_it_is_unusable() {
            assertThat(owner.get("/api/auth/me").header("X-Correlation-Id").orElseThrow())
                    .isNotBlank();
            assertThat(owner.with("X-Correlation-Id", "x".repeat(5_000))
                            .get("/api/auth/me")
                            .mustBe(200)
                            .header("X-Correlation-Id")
                            .orElseThrow())
                    .hasSizeLessThan(200);
            assertThat(program.anybody().get("/api/auth/me").header("X-Correlation-Id"))
                    .isPresent();
        }
    }
}
