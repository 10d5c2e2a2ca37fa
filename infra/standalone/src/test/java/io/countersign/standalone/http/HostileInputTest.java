package io.countersign.standalone.http;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.LoggedErrors;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.RawExchange;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever comes in: a problem with the right status, nothing of the inside in it, and nothing written. */
@UsesSharedProgram
class HostileInputTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private static String tenant;
    private static String txn;

    private Program program;
    private Client owner;

    @BeforeAll
    static void makeATenant() {
        tenant = Program.running().tenant();
        txn = Program.running().decided(tenant);
    }

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
    }

    /** Every address that takes a JSON body. */
    static Stream<String> commands() {
        return Stream.of(
                "/api/auth/login",
                "/api/auth/password",
                "/api/users",
                "/api/tenants",
                "/api/tenants/TENANT/settings",
                "/api/decisions",
                "/api/decisions/import",
                "/api/decisions/TENANT/TXN/approve",
                "/api/decisions/TENANT/TXN/correct",
                "/api/decisions/TENANT/TXN/reject");
    }

    static Stream<Arguments> commandsAndBrokenBodies() {
        List<String> bodies = List.of(
                "[]",
                "[{}]",
                "\"text\"",
                "1",
                "null",
                "true",
                "{",
                "}",
                "{} {}",
                "{}]",
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": 1,}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": NaN}",
                "{\"a\": Infinity}",
                "{\"a\": -Infinity}",
                "{\"a\": 01}",
                "{\"a\": +1}",
                "{\"a\": .5}",
                "{\"a\": 1.}",
                "{\"a\": 0x1}",
                "{\"a\": \"\\x\"}",
                "{\"a\": \"\u0000\"}",
                "{\"a\": \"\n\"}",
                "{/* no */}",
                "{\"a\": 1} // no",
                "\u0000",
                "{\"a\": \"unterminated}",
                "<xml/>",
                "a=b&c=d",
                "{\"a\":".repeat(500) + "1" + "}".repeat(500),
                "[".repeat(100_000),
                "{\"a\": " + "9".repeat(5_000) + "}");
        return commands().flatMap(path -> bodies.stream().map(body -> Arguments.of(path, body)));
    }

    private static String at(String path) {
        return path.replace("TENANT", tenant).replace("TXN", txn);
    }

    @Nested
    class a_body {
        static Stream<Arguments> commandsAndBrokenBodies() {
            return HostileInputTest.commandsAndBrokenBodies();
        }

        static Stream<String> commands() {
            return HostileInputTest.commands();
        }

        @ParameterizedTest(name = "{0} [{index}]")
        @MethodSource("commandsAndBrokenBodies")
        void must_be_a_json_object(String path, String body) {
            program.writesNothing(() -> owner.post(at(path), body).mustBeProblem(400, "malformed_request"));
        }

        @ParameterizedTest
        @MethodSource("commands")
        void must_be_utf_8(String path) {
            program.writesNothing(() -> {
                for (byte[] broken : List.of(
                        new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'},
                        new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'},
                        new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'},
                        new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0})) {
                    owner.post(at(path), "application/json", broken).mustBe(400);
                }
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "br", "identity, gzip", "nonsense", "GZIP"})
        void may_not_be_compressed(String encoding) {
            Client compressing = owner.with("Content-Encoding", encoding);
            program.writesNothing(() -> {
                compressing
                        .post("/api/tenants", json("{'name': 'Compressed'}"))
                        .mustBeProblem(415, "unsupported_media_type");
                compressing
                        .post("/api/rules/import", "application/yaml", "rules: []")
                        .mustBeProblem(415, "unsupported_media_type");
                for (String stream : List.of("/api/decisions", "/api/decisions/import")) {
                    compressing
                            .post(stream, "application/x-ndjson", Txn.fresh().line(tenant))
                            .mustBeProblem(415, "unsupported_media_type");
                    compressing.post(stream, "text/csv", "txn_id\n").mustBeProblem(415, "unsupported_media_type");
                }
            });
            owner.with("Content-Encoding", "identity")
                    .post("/api/tenants", json("{'name': 'As it is'}"))
                    .mustBe(201);
        }

        @Test
        void that_breaks_off_or_is_no_http_is_malformed_and_no_error_of_ours() throws Exception {
            String login = "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
            String stream =
                    "POST /api/decisions HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nAuthorization: Bearer %s\r\n"
                            .formatted(owner.token());
            try (LoggedErrors errors = new LoggedErrors()) {
                for (String head : List.of(login, stream)) {
                    for (String size : List.of("zz", "-1", "7fffffffffffffffff")) {
                        try (RawExchange raw = new RawExchange(program.base())) {
                            raw.write(head + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n{}\r\n");
                            assertThat(raw.status()).as(size).isEqualTo(400);
                            assertThat(raw.body()).contains("\"malformed_request\"");
                        }
                    }
                    new RawExchange(program.base())
                            .write(head + "Content-Length: 100\r\n\r\n{")
                            .abort();
                    new RawExchange(program.base())
                            .write(head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{")
                            .abort();
                }
                await().during(Duration.ofMillis(500))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> errors.seen().isEmpty());
            }
        }

        @ParameterizedTest
        @MethodSource("commands")
        void may_not_be_empty_where_something_is_needed(String path) {
            if (!path.endsWith("approve")) {
                program.writesNothing(() -> owner.post(at(path), "").mustBeProblem(400, "malformed_request"));
            }
        }

        @ParameterizedTest
        @MethodSource("commands")
        void may_have_no_field_that_nobody_knows(String path) {
            program.writesNothing(() -> {
                Answer answer = owner.post(at(path), json("{'unheard_of': {'deep': [1]}, '__proto__': null}"))
                        .mustBeProblem(400, "invalid_request");
                List<String> fields = new ArrayList<>();
                answer.json()
                        .path("errors")
                        .forEach(error -> fields.add(error.path("field").asString()));
                assertThat(fields).contains("unheard_of", "__proto__");
            });
        }

        @ParameterizedTest
        @MethodSource("commands")
        void may_have_no_field_of_another_type(String path) {
            List<String> fields = List.of(
                    "email",
                    "password",
                    "old",
                    "new",
                    "role",
                    "tenants",
                    "name",
                    "tenant_id",
                    "tier",
                    "reason",
                    "account",
                    "transactions");
            for (String value : List.of("7", "1.5", "true", "{}", "[[]]")) {
                program.writesNothing(() -> {
                    for (String field : fields) {
                        owner.post(at(path), "{\"%s\": %s}".formatted(field, value))
                                .mustBeProblem(400, "invalid_request");
                    }
                });
            }
        }

        @ParameterizedTest
        @MethodSource("commands")
        void may_have_a_mebibyte_and_no_more(String path) {
            program.writesNothing(() -> {
                owner.post(at(path), "[" + " ".repeat(MEBIBYTE - 2) + "]").mustBeProblem(400, "malformed_request");
                owner.post(at(path), "[" + " ".repeat(MEBIBYTE - 1) + "]").mustBeProblem(413, "body_too_large");
                owner.post(at(path), "application/json", new byte[10_000_000]).mustBeProblem(413, "body_too_large");
            });
        }

        @ParameterizedTest
        @MethodSource("commands")
        void may_not_outgrow_its_limit_in_chunks_of_untold_length(String path) {
            byte[] large = ("{\"a\": \"" + "x".repeat(2 * MEBIBYTE) + "\"}").getBytes(StandardCharsets.UTF_8);
            program.writesNothing(() -> owner.send(
                            "POST",
                            at(path),
                            "application/json",
                            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                    .mustBeProblem(413, "body_too_large"));
        }

        @ParameterizedTest
        @MethodSource("commands")
        void must_be_of_a_type_that_is_read(String path) {
            program.writesNothing(() -> {
                for (String type : List.of(
                        "text/plain",
                        "application/xml",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data",
                        "application/octet-stream",
                        "image/png")) {
                    owner.post(at(path), type, "{}").mustBeProblem(415, "unsupported_media_type");
                }
                owner.send("POST", at(path), null, BodyPublishers.ofString("{}"))
                        .mustBeProblem(415, "unsupported_media_type");
                int nonsense = owner.post(at(path), "nonsense", "{}").status();
                assertThat(nonsense).isIn(400, 415);
            });
        }
    }

    @Nested
    class a_method {
        @ParameterizedTest
        @CsvSource({
            "GET,/api/auth/login",
            "GET,/api/tenants/x/settings",
            "GET,/api/decisions/import",
            "GET,/api/users/x/deactivate",
            "PUT,/api/tenants",
            "DELETE,/api/tenants/x",
            "PATCH,/api/tenants/x",
            "POST,/api/tenants/x",
            "POST,/api/audit",
            "POST,/api/audit/export.csv",
            "DELETE,/api/users",
            "PUT,/api/decisions",
            "GET,/api/users/x/tenants/y",
            "DELETE,/api/decisions/x/y",
            "POST,/api/auth/me",
            "GET,/api/admin/projections/tenants/rebuild"
        })
        void that_an_address_does_not_know_is_refused_with_those_it_does(String method, String path) {
            program.writesNothing(() -> {
                Answer answer = owner.send(method, path, null, BodyPublishers.noBody())
                        .mustBeProblem(405, "method_not_allowed");
                assertThat(answer.header("Allow").orElseThrow()).isNotBlank().doesNotContain(method + ",");
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"TRACE", "FOO", "get", "PROPFIND"})
        void that_nobody_knows_is_refused(String method) throws Exception {
            try (RawExchange raw = new RawExchange(program.base())) {
                raw.write("%s /api/tenants HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(method, owner.token()));
                assertThat(raw.status()).isIn(400, 405, 501);
                assertThat(raw.header("Content-Type")).startsWith("application/problem+json");
                assertThat(raw.body()).contains("\"code\"").doesNotContain("Exception");
            }
        }
    }

    @Nested
    class an_address {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "..%2f",
                    "..%2F..%2Fetc",
                    "%2e%2e",
                    "%00",
                    "%0a",
                    "a%00b",
                    "a%20b",
                    "%ff",
                    "%c0%ae",
                    "%E2%82",
                    "a;b=c",
                    "a%3Bb",
                    "firm",
                    "%25",
                    "a%5Cb",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "%F0%9F%98%80",
                    "%ED%A0%80",
                    "a'b",
                    "a%22b",
                    "a,b"
                })
        void with_a_strange_tenant_leads_nowhere(String strange) {
            program.writesNothing(() -> {
                for (Answer answer : List.of(
                        owner.get("/api/tenants/" + strange),
                        owner.get("/api/tenants/" + strange + "/history"),
                        owner.post("/api/tenants/" + strange + "/settings", json("{'autopost_enabled': true}")),
                        owner.get("/api/decisions/" + strange + "/x"),
                        owner.post("/api/decisions/" + strange + "/x/approve"),
                        owner.post("/api/decisions/" + tenant + "/" + strange + "/approve"),
                        owner.put("/api/users/" + strange + "/tenants/" + tenant),
                        owner.put("/api/users/someone/tenants/" + strange))) {
                    assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
                    answer.mustBeProblem(
                            answer.status(), answer.json().path("code").asString());
                }
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api",
                    "/api/",
                    "/api/nothing",
                    "/api/tenants/",
                    "/api//tenants",
                    "/API/TENANTS",
                    "/api/tenants/x/y/z",
                    "/api/metrics/latest/x"
                })
        void that_is_none_is_not_found(String path) {
            Answer answer = owner.get(path);
            assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
            answer.mustBeProblem(answer.status(), answer.json().path("code").asString());
        }
    }

    @Nested
    class a_text {
        private static final List<String> UNFIT = List.of(
                "nul \\u0000",
                "half \\ud83d",
                "other half \\ude00",
                "swapped \\ude00\\ud83d",
                "bell \\u0007",
                "delete \\u007f",
                "c1 \\u0085");

        @Test
        void must_be_text_that_can_be_kept() {
            program.writesNothing(() -> {
                for (String text : UNFIT) {
                    owner.post("/api/tenants", "{\"name\": \"%s\"}".formatted(text))
                            .mustBeInvalid("name");
                    owner.post("/api/tenants", "{\"name\": \"x\", \"tenant_id\": \"%s\"}".formatted(text))
                            .mustBeInvalid("tenant_id");
                    owner.post(
                                    at("/api/tenants/TENANT/settings"),
                                    "{\"reason\": \"%s\", \"autopost_enabled\": true}".formatted(text))
                            .mustBeInvalid("reason");
                    owner.post(at("/api/decisions/TENANT/TXN/approve"), "{\"reason\": \"%s\"}".formatted(text))
                            .mustBeInvalid("reason");
                    owner.post(at("/api/decisions/TENANT/TXN/correct"), "{\"account\": \"%s\"}".formatted(text))
                            .mustBeInvalid("account");
                    owner.post(at("/api/decisions/TENANT/TXN/reject"), "{\"reason\": \"%s\"}".formatted(text))
                            .mustBeInvalid("reason");
                }
            });
        }

        @Test
        void may_be_as_long_as_is_said_in_characters_not_in_bytes() {
            String longest = "😀".repeat(200);
            owner.post("/api/tenants", "{\"name\": \"%s\"}".formatted(longest)).mustBe(201);
            program.writesNothing(() -> {
                owner.post("/api/tenants", "{\"name\": \"%s\"}".formatted(longest + "x"))
                        .mustBeInvalid("name");
                for (String blank : List.of("  ", "\u00a0", "\u3000\u2007 ")) {
                    owner.post("/api/tenants", "{\"name\": \"%s\"}".formatted(blank))
                            .mustBeInvalid("name");
                    Answer decided = owner.post(
                                    "/api/decisions",
                                    "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                            .formatted(
                                                    tenant,
                                                    Txn.fresh()
                                                            .with("vendor", blank)
                                                            .json()))
                            .mustBe(200);
                    assertThat(decided.json().get(0).path("status").asString()).isEqualTo("invalid");
                    assertThat(decided.json().get(0).path("detail").asString()).contains("vendor");
                }
                owner.post("/api/tenants", json("{'name': 'x', 'tenant_id': '%s'}", "a".repeat(65)))
                        .mustBeInvalid("tenant_id");
                owner.post("/api/tenants", json("{'name': 'x', 'tenant_id': 'firm', 'tier': 'PRO'}"))
                        .mustBeInvalid("tenant_id", "tier");
            });
        }

        @Test
        void of_any_script_comes_back_as_it_was() {
            for (String name : List.of(
                    "Ünïcødé & Söhne",
                    "株式会社テスト",
                    "שלום",
                    "‏שלום right to left",
                    "👩‍👩‍👧 family",
                    "=HYPERLINK(1)",
                    "'; drop table x; --",
                    "<b>&amp;",
                    "${jndi:ldap://x}",
                    "%s %n")) {
                JsonNode made = owner.post(
                                "/api/tenants", new JsonMapper().writeValueAsString(java.util.Map.of("name", name)))
                        .mustBe(201)
                        .json();
                assertThat(owner.get("/api/tenants/" + made.path("tenant_id").asString())
                                .json()
                                .path("name")
                                .asString())
                        .isEqualTo(name);
            }
        }
    }

    @Nested
    class a_name {
        private static final String PADDED = " 6100\u00a0 Bu\u0308ro\u3000";
        private static final String KEPT = "6100 B\u00fcro";

        @Test
        void is_kept_in_one_form_whichever_way_it_comes() {
            String into = program.tenant();
            Txn padded = Txn.fresh()
                    .vendor(" Acme\u00a0 Tools ")
                    .with("department", PADDED)
                    .proposal(PADDED, "0.9");
            Txn line = padded.with("txn_id", Program.freshTxn());
            Txn booked = Txn.booked(PADDED).with("department", PADDED);
            String row = Program.freshTxn();

            owner.post(
                            "/api/decisions",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(into, padded.json()))
                    .mustBe(200);
            owner.post("/api/decisions", "application/x-ndjson", line.line(into))
                    .mustBe(200);
            owner.post("/api/decisions/import", "application/x-ndjson", booked.line(into))
                    .mustBe(200);
            owner.post(
                            "/api/decisions",
                            "text/csv",
                            "txn_id,tenant,date,vendor,amount,currency,account,department,calibrated_p\n%s,%s,2026-03-01,Acme Tools,1,EUR,%s,%s,0.9\n"
                                    .formatted(row, into, PADDED, PADDED))
                    .mustBe(200);

            for (String txn : List.of(padded.id(), line.id(), booked.id(), row)) {
                JsonNode kept = await().until(
                                () -> owner.get("/api/decisions/" + into + "/" + txn), found -> found.status() == 200)
                        .json();
                assertThat(kept.path("account").asString()).isEqualTo(KEPT);
                assertThat(kept.path("department").asString()).isEqualTo(KEPT);
            }
            assertThat(owner.get("/api/decisions/" + into + "/" + padded.id())
                            .json()
                            .path("vendor")
                            .asString())
                    .isEqualTo("Acme Tools");
            owner.post("/api/decisions/%s/%s/correct".formatted(into, row), json("{'account': '7%s'}", PADDED))
                    .mustBe(200);
            assertThat(owner.get("/api/decisions/" + into + "/" + row)
                            .json()
                            .path("account")
                            .asString())
                    .isEqualTo("7 " + KEPT);
        }

        @Test
        void that_is_sent_again_with_other_spaces_is_the_same() {
            String into = program.tenant();
            Txn padded = Txn.fresh().vendor("Acme ").with("department", PADDED).proposal(PADDED, "0.9");
            Txn plain = padded.vendor("Acme").with("department", KEPT).proposal(KEPT, "0.9");

            assertThat(status(into, plain)).isEqualTo("decided");
            assertThat(status(into, padded)).isEqualTo("duplicate");
            assertThat(status(into, plain.proposal("6200", "0.9"))).isEqualTo("conflict");
        }

        private String status(String into, Txn txn) {
            String body = "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(into, txn.json());
            return owner.post("/api/decisions", body)
                    .mustBe(200)
                    .json()
                    .get(0)
                    .path("status")
                    .asString();
        }

        @Test
        void of_a_tenant_a_candidate_and_a_rule_too() {
            JsonNode tenant = owner.post("/api/tenants", json("{'name': '%s'}", PADDED))
                    .mustBe(201)
                    .json();
            String id = tenant.path("tenant_id").asString();
            owner.post(
                            "/api/rules/candidates",
                            json(
                                    "{'vendor_pattern': 'acme*', 'suggested_account': '%s', 'department': '%s', 'tenant_id': '%s',"
                                            + " 'evidence': {'count': 5, 'precision': 0.97}}",
                                    PADDED, PADDED, id))
                    .mustBe(201);
            owner.post(
                            "/api/rules/import?tenant_id=" + id,
                            "application/yaml",
                            "rules:\n  - {rule_id: r-1, type: vendor_glob, pattern: depot*, account: '%s', department: '%s', confidence: 0.9}\n"
                                    .formatted(PADDED, PADDED))
                    .mustBe(200);

            JsonNode candidate = owner.get("/api/rules/candidates?tenant_id=" + id)
                    .mustBe(200)
                    .json()
                    .get(0);
            JsonNode rule = owner.get("/api/rules/active?tenant_id=" + id)
                    .mustBe(200)
                    .json()
                    .path("tenant")
                    .path("rules")
                    .get(0);
            assertThat(tenant.path("name").asString()).isEqualTo(KEPT);
            assertThat(List.of(
                            candidate.path("suggested_account"),
                            candidate.path("department"),
                            rule.path("account"),
                            rule.path("department")))
                    .allMatch(name -> name.asString().equals(KEPT));
        }
    }

    @Nested
    class a_number {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "123456789012345678901234567890",
                    "0.123456789012345678901234567890",
                    "1e400",
                    "-1e400",
                    "1e-400",
                    "1e999999999",
                    "1e-999999999",
                    "1e2147483647",
                    "1e2147483648",
                    "1e99999999999999999999",
                    "0.00001",
                    "1000000000000000",
                    "\"12.5\"",
                    "true",
                    "{}",
                    "[1]"
                })
        void must_fit(String number) {
            program.writesNothing(() -> {
                Answer answer = owner.post(
                        "/api/decisions",
                        "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                .formatted(tenant, Txn.fresh().amount(number).json()));
                isRefused(answer);
                isRefused(owner.post(
                        "/api/decisions/import",
                        "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                .formatted(
                                        tenant, Txn.booked("1").amount(number).json())));
                Answer streamed = owner.post(
                                "/api/decisions",
                                "application/x-ndjson",
                                Txn.fresh().amount(number).line(tenant))
                        .mustBe(200);
                assertThat(streamed.lines().get(0).path("status").asString()).isEqualTo("invalid");
                owner.post(at("/api/tenants/TENANT/settings"), "{\"llm_tenant_cap_usd\": %s}".formatted(number))
                        .mustBe(400);
                Answer proposed = owner.post(
                        "/api/decisions",
                        "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                .formatted(
                                        tenant,
                                        Txn.fresh()
                                                .proposal("1", number.equals("0.00001") ? "1.00001" : number)
                                                .json()));
                isRefused(proposed);
            });
        }

        /** A body that can't be read is refused whole; an item that can't be is invalid. */
        private void isRefused(Answer answer) {
            if (answer.status() == 200) {
                assertThat(answer.json().get(0).path("status").asString()).isEqualTo("invalid");
                answer.mustKeepTheInsideIn();
            } else {
                answer.mustBeProblem(400, "malformed_request");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "0e999999999,0",
            "0e-999999999,0",
            "-0,0",
            "-0.0,0",
            "1e2,100",
            "12.500000000000000000000000000000,12.5",
            "1.25e1,12.5",
            "0.0001,0.0001"
        })
        void may_be_written_in_any_way(String written, String plain) {
            Txn transaction = Txn.fresh().amount(written);

            Answer answer = owner.post(
                            "/api/decisions",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, transaction.json()))
                    .mustBe(200);

            assertThat(answer.json().get(0).path("status").asString()).isEqualTo("decided");
            assertThat(owner.get("/api/decisions/" + tenant + "/" + transaction.id())
                            .mustBe(200)
                            .text())
                    .contains("\"amount\":" + plain + ",");
        }
    }

    @Nested
    class a_date {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0000-01-01",
                    "0001-01-01",
                    "9999-12-31",
                    "1899-12-31",
                    "2101-01-01",
                    "2026-02-30",
                    "2026-1-1",
                    "20260101",
                    "+12026-01-01",
                    "-2026-01-01",
                    "2026-01-01T00:00:00Z",
                    "01.02.2026",
                    "today",
                    "",
                    "2026-13-01",
                    "２０２６-01-01"
                })
        void must_be_one_between_1900_and_2100(String date) {
            program.writesNothing(() -> {
                Answer answer = owner.post(
                                "/api/decisions",
                                "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                        .formatted(
                                                tenant,
                                                Txn.fresh().with("date", date).json()))
                        .mustBe(200);
                assertThat(answer.json().get(0).path("status").asString()).isEqualTo("invalid");
                assertThat(answer.json().get(0).path("detail").asString()).contains("date");
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"1900-01-01", "2100-12-31", "2024-02-29"})
        void may_be_any_of_those(String date) {
            Txn transaction = Txn.fresh().with("date", date);
            owner.post(
                            "/api/decisions",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, transaction.json()))
                    .mustBe(200);
            assertThat(owner.get("/api/decisions/" + tenant + "/" + transaction.id())
                            .mustBe(200)
                            .json()
                            .path("date")
                            .asString())
                    .isEqualTo(date);
        }
    }

    @Nested
    class a_query {
        @ParameterizedTest
        @ValueSource(strings = {"/api/tenants", "/api/users", "/api/decisions", "/api/audit"})
        void is_read_strictly(String path) {
            for (String limit :
                    List.of("0", "-1", "1001", "abc", "1e3", "1.5", "99999999999999999999", "%20", "0x10")) {
                owner.get(path + "?limit=" + limit).mustBeInvalid("limit");
            }
            for (String cursor : List.of(
                    "x",
                    "AAAA",
                    "AAAAAAAAAAA",
                    "%00",
                    "..%2f",
                    "_____-_____",
                    "MTIz",
                    "AAAAAAAAAAE%3D",
                    "A".repeat(5_000))) {
                owner.get(path + "?cursor=" + cursor).mustBeInvalid("cursor");
            }
            owner.get(path + "?limit=1&limit=2").mustBeInvalid("limit");
            owner.get(path + "?unheard_of=1&limit=0&also=2").mustBeInvalid("unheard_of", "limit", "also");
            owner.get(path + "?limit=1000").mustBe(200);
            owner.get(path + "?limit=").mustBeInvalid("limit");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/tenants/TENANT?x=1",
                    "/api/tenants/TENANT/history?x=1",
                    "/api/audit/export.csv?x=1",
                    "/api/audit/export.jsonl?x=1",
                    "/api/audit?x=1"
                })
        void names_what_nobody_knows(String path) {
            program.writesNothing(() -> owner.get(at(path)).mustBeInvalid("x"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/audit",
                    "/api/audit/export.csv",
                    "/api/audit/export.jsonl",
                    "/api/decisions",
                    "/api/metrics/latest",
                    "/api/rules/versions",
                    "/api/rules/active",
                    "/api/rules/candidates",
                    "/api/rules/versions/v0",
                    "/api/rules/versions/v0.yaml"
                })
        void that_is_empty_never_means_all(String path) {
            program.writesNothing(() -> owner.get(path + "?tenant_id=").mustBeInvalid("tenant_id"));
            program.writesNothing(
                    () -> owner.get(path + "?tenant_id=a&tenant_id=b").mustBeInvalid("tenant_id"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/auth/me", "/api/admin/projections", "/api/decisions/TENANT/none"})
        void of_an_address_that_takes_nothing_is_refused_by_name(String path) {
            owner.get(at(path) + "?tenant_id=x").mustBeInvalid("tenant_id");
        }

        @Test
        void of_a_command_is_given_once_and_not_empty() {
            program.writesNothing(() -> {
                owner.post("/api/rules/rollback?to_version=").mustBeInvalid("to_version");
                owner.post("/api/rules/rollback?to_version=v0&to_version=v0").mustBeInvalid("to_version");
                owner.post("/api/rules/import?tenant_id=", "application/yaml", "rules: []")
                        .mustBeInvalid("tenant_id");
                owner.post("/api/rules/dryrun?candidate_id=").mustBeInvalid("candidate_id");
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/audit?tenant_id=&action=&vendor=",
                    "/review?tenant_id=&vendor=",
                    "/metrics?tenant_id=",
                    "/firm?search=",
                    "/rules?tenant_id="
                })
        void of_a_page_may_be_blank_as_its_form_sends_it(String page) {
            owner.with("Accept", "text/html").get(page).mustBe(200);
        }

        @Test
        void of_the_audit_log_names_all_that_is_wrong() {
            for (String path : List.of("/api/audit", "/api/audit/export.csv", "/api/audit/export.jsonl")) {
                program.writesNothing(() -> owner.get(
                                path
                                        + "?date_from=never&date_to=9999-01-01&tenant_id=..%2f&vendor=%00&action=eaten&reason=why&txn_id=a%20b")
                        .mustBeInvalid("date_from", "date_to", "tenant_id", "vendor", "action", "reason", "txn_id"));
            }
            program.writesNothing(
                    () -> owner.get("/api/audit/export.csv?columns=some").mustBeInvalid("columns"));
        }

        @Test
        void that_is_not_well_formed_is_refused() throws Exception {
            for (String query : List.of("limit=%zz", "limit=%", "%ff=1", "vendor=%ff", "vendor=%ed%a0%80")) {
                try (RawExchange raw = new RawExchange(program.base())) {
                    raw.write("GET /api/audit?%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(query, owner.token()));
                    assertThat(raw.status()).as(query).isEqualTo(400);
                    assertThat(raw.header("Content-Type")).startsWith("application/problem+json");
                }
            }
        }

        @Test
        void of_a_sign_in_is_read_strictly_too() {
            program.writesNothing(() -> program.anybody()
                    .post(
                            "/api/auth/login?use_cookie=maybe",
                            json("{'email': '%s', 'password': '%s'}", Program.OWNER_EMAIL, Program.PASSWORD))
                    .mustBeInvalid("use_cookie"));
        }
    }

    @Nested
    class http {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /api/tenants\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /api/<tenants> HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /api/tenants HTTP/1.1\r\n\r\n",
                    "GET /api/tenants HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                    "GET /api/tenants HTTP/9.9\r\nHost: x\r\n\r\n",
                    "POST /api/tenants HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                    "POST /api/tenants HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                    "POST /api/tenants HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n{}",
                    "GET /api/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /api/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET http://elsewhere.example/api/tenants HTTP/1.1\r\nHost: x y\r\n\r\n",
                    "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"
                })
        void that_is_none_is_a_problem_too(String request) throws Exception {
            long before = program.events();
            try (RawExchange raw = new RawExchange(program.base())) {
                raw.write(request);
                assertThat(raw.status()).isBetween(400, 505);
                assertThat(raw.header("Content-Type")).startsWith("application/problem+json");
                assertThat(raw.body())
                        .contains("\"malformed_request\"")
                        .doesNotContain("Exception")
                        .doesNotContain("Tomcat")
                        .doesNotContain("<html");
            }
            assertThat(program.events()).isEqualTo(before);
        }

        @Test
        void with_a_huge_header_is_refused() throws Exception {
            try (RawExchange raw = new RawExchange(program.base())) {
                raw.write("GET /api/tenants HTTP/1.1\r\nHost: x\r\nX-Large: %s\r\n\r\n".formatted("x".repeat(100_000)));
                assertThat(raw.status()).isIn(400, 431);
                assertThat(raw.header("Content-Type")).startsWith("application/problem+json");
            }
        }

        @Test
        void that_accepts_nothing_that_we_have_is_told_so() {
            owner.with("Accept", "application/xml").get("/api/tenants").mustBeProblem(406, "not_acceptable");
            owner.with("Accept", "image/png").get("/api/audit").mustBeProblem(406, "not_acceptable");
        }
    }
}
