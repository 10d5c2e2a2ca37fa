package io.countersign.standalone.audit;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import io.countersign.platform.start.BuildInfo;
import io.countersign.policy.DecisionPolicy;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class AuditTest {
    private static final String[] FIELDS = {
        "position",
        "event_id",
        "timestamp",
        "tenant_id",
        "txn_id",
        "vendor_normalized",
        "action",
        "not_auto_post_reason",
        "reasons",
        "calibrated_p",
        "threshold_used",
        "account",
        "amount",
        "currency",
        "rule_id",
        "rule_version",
        "user_id",
        "before",
        "after",
        "reason_text",
        "correlation_id",
        "actor",
        "auth",
        "build",
        "decision_function"
    };
    private static final String HEADER =
            "timestamp,tenant_id,txn_id,vendor_normalized,action,not_auto_post_reason,calibrated_p,threshold_used,user_id";
    private static final String FULL_HEADER = HEADER
            + ",position,event_id,account,amount,currency,rule_id,rule_version,reasons,before,after,reason_text,correlation_id";

    private Program program;
    private Client owner;
    private String tenant;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        tenant = program.eagerTenant();
    }

    private void decide(Txn... transactions) {
        for (Txn transaction : transactions) {
            owner.post(
                            "/api/decisions",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, transaction.json()))
                    .mustBe(200);
        }
    }

    private Answer entries(String filter) {
        return owner.get("/api/audit?tenant_id=" + tenant + filter).mustBe(200);
    }

    private static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        CsvReader.builder().ofCsvRecord(csv).forEach(row -> rows.add(row.getFields()));
        return rows;
    }

    @Nested
    class every_event {
        @Test
        void is_an_entry() {
            Txn txn = Txn.fresh();
            Txn other = Txn.fresh();
            Txn third = Txn.fresh().proposal("1", "0.1");
            decide(txn, other, third);
            owner.post(
                            "/api/decisions/import",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                    .formatted(tenant, Txn.booked("1").json()))
                    .mustBe(200);
            owner.post("/api/decisions/" + tenant + "/" + txn.id() + "/approve", json("{'reason': 'fine'}"))
                    .mustBe(200);
            owner.post("/api/decisions/" + tenant + "/" + other.id() + "/correct", json("{'account': '7'}"))
                    .mustBe(200);
            owner.post("/api/decisions/" + tenant + "/" + third.id() + "/reject", json("{'reason': 'no'}"))
                    .mustBe(200);
            Program.Person staff = program.person("staff");
            owner.put("/api/users/" + staff.userId() + "/tenants/" + tenant).mustBe(204);
            owner.delete("/api/users/" + staff.userId() + "/tenants/" + tenant).mustBe(204);

            assertThat(entries("").each("action"))
                    .containsExactly(
                            "staff_unassigned",
                            "staff_assigned",
                            "rejected",
                            "corrected",
                            "approved",
                            "imported",
                            "reviewed",
                            "auto_posted",
                            "auto_posted",
                            "settings_update",
                            "tenant_created");
        }

        @Test
        void of_users_is_an_entry_without_a_tenant() {
            Program.Person staff = program.person("staff");
            staff.client()
                    .post(
                            "/api/auth/password",
                            json("{'old': '%s', 'new': 'another horse entirely'}", Program.PASSWORD));
            owner.post("/api/users/" + staff.userId() + "/deactivate").mustBe(200);

            JsonNode newest = owner.get("/api/audit?limit=4").mustBe(200).json();

            assertThat(newest.get(0).path("action").asString()).isEqualTo("user_deactivated");
            assertThat(newest.get(1).path("action").asString()).isEqualTo("password_changed");
            assertThat(newest.get(3).path("action").asString()).isEqualTo("user_created");
            assertThat(newest.get(3).path("tenant_id").isNull()).isTrue();
            assertThat(newest.toString()).doesNotContain(staff.email()).doesNotContain("another horse");
        }

        @Test
        void stands_at_its_position_and_every_position_is_one() {
            assertThat(owner.get("/api/audit?limit=1")
                            .mustBe(200)
                            .json()
                            .get(0)
                            .path("position")
                            .longValue())
                    .isEqualTo(program.events());
        }
    }

    @Nested
    class an_entry {
        @Test
        void of_a_decision_has_its_numbers() {
            Txn txn = Txn.fresh().proposal("6000", "0.5").amount("-12.50");
            decide(txn);

            JsonNode entry = entries("&txn_id=" + txn.id()).json().get(0);

            assertThat(List.copyOf(entry.propertyNames())).containsExactly(FIELDS);
            assertThat(entry.path("timestamp").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
            assertThat(entry.path("vendor_normalized").asString()).isEqualTo("office depot");
            assertThat(entry.path("not_auto_post_reason").asString()).isEqualTo("below_threshold");
            assertThat(entry.path("reasons").get(0).asString()).isEqualTo("below_threshold");
            assertThat(entry.path("calibrated_p").toString()).isEqualTo("0.5");
            assertThat(entry.path("threshold_used").toString()).isEqualTo("0.9");
            assertThat(entry.path("amount").toString()).isEqualTo("-12.5");
            assertThat(entry.path("currency").asString()).isEqualTo("USD");
            assertThat(entry.path("account").asString()).isEqualTo("6000");
        }

        @Test
        void of_a_change_has_before_and_after_and_why() {
            owner.post(
                            "/api/tenants/" + tenant + "/settings",
                            json("{'autopost_threshold': 0.85, 'reason': 'less =work'}"))
                    .mustBe(200);

            JsonNode entry = entries("&limit=1").json().get(0);

            assertThat(entry.path("before").path("autopost_threshold").decimalValue())
                    .isEqualByComparingTo("0.9");
            assertThat(entry.path("after").path("autopost_threshold").decimalValue())
                    .isEqualByComparingTo("0.85");
            assertThat(entry.path("reason_text").asString()).isEqualTo("less =work");
            assertThat(entry.path("txn_id").isNull()).isTrue();
        }
    }

    @Nested
    class a_cap {
        @Test
        void that_is_changed_has_an_entry_with_both_amounts() {
            owner.post("/api/tenants/" + tenant + "/settings", json("{'llm_tenant_cap_usd': 75.5}"))
                    .mustBe(200);

            JsonNode entry = entries("&action=settings_update&limit=1").json().get(0);

            assertThat(entry.path("before").path("llm_tenant_cap_usd").decimalValue())
                    .isEqualByComparingTo("50");
            assertThat(entry.path("after").path("llm_tenant_cap_usd").decimalValue())
                    .isEqualByComparingTo("75.5");
            assertThat(entry.path("user_id").asString())
                    .isEqualTo(owner.get("/api/auth/me")
                            .mustBe(200)
                            .json()
                            .path("user_id")
                            .asString());
        }
    }

    @Nested
    class the_log {
        @Test
        void is_narrowed_by_each_filter() {
            Txn posted = Txn.fresh().vendor("Blue Bottle Coffee");
            Txn unlikely = Txn.fresh().proposal("1", "0.1");
            Program.Person staff = program.person("staff", tenant);
            decide(posted, unlikely);
            staff.client()
                    .post("/api/decisions/" + tenant + "/" + unlikely.id() + "/approve")
                    .mustBe(200);
            String today = LocalDate.now(ZoneOffset.UTC).toString();

            assertThat(entries("&action=reviewed").each("txn_id")).containsExactly(unlikely.id());
            assertThat(entries("&action=reviewed&action=approved").each("action"))
                    .containsExactly("approved", "reviewed");
            assertThat(entries("&reason=below_threshold").each("txn_id")).containsExactly(unlikely.id());
            assertThat(entries("&vendor=BOTTLE").each("txn_id")).containsExactly(posted.id());
            assertThat(entries("&vendor=%25").json()).isEmpty();
            assertThat(entries("&txn_id=" + unlikely.id()).each("action")).containsExactly("approved", "reviewed");
            assertThat(entries("&user_id=" + staff.userId()).each("action")).containsExactly("approved");
            assertThat(entries("&date_from=" + today + "&date_to=2100-01-01").json())
                    .isNotEmpty();
            assertThat(entries("&date_to=2001-01-01").json()).isEmpty();
            assertThat(entries("&action=approved&reason=anomaly").json()).isEmpty();
        }

        @Test
        void is_filtered_by_what_people_see() {
            Txn cafe = Txn.fresh().vendor("CAFÉ LANTERNE #104");
            Txn several = Txn.fresh().without("proposal");
            Program.Person staff = program.person("staff", tenant);
            Program.Person gone = program.person("staff", tenant);
            decide(cafe);
            owner.post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': false}"))
                    .mustBe(200);
            decide(several);
            owner.post("/api/tenants/" + tenant + "/settings", json("{'autopost_enabled': true}"))
                    .mustBe(200);
            for (Program.Person person : List.of(staff, gone)) {
                Txn theirs = Txn.fresh().proposal("1", "0.1");
                decide(theirs);
                person.client()
                        .post("/api/decisions/" + tenant + "/" + theirs.id() + "/approve")
                        .mustBe(200);
            }
            owner.post("/api/users/" + gone.userId() + "/deactivate").mustBe(200);

            for (String vendor :
                    List.of("Caf%C3%A9", "CAF%C3%89+LANTERNE+%23104", "lanterne", "POS+Caf%C3%A9+Lanterne+Ltd.")) {
                assertThat(entries("&vendor=" + vendor).each("txn_id")).containsExactly(cafe.id());
                assertThat(owner.get("/api/decisions?tenant_id=" + tenant + "&vendor=" + vendor)
                                .mustBe(200)
                                .each("txn_id"))
                        .containsExactly(cafe.id());
            }
            List<String> reasons = entries("&txn_id=" + several.id())
                    .json()
                    .get(0)
                    .path("reasons")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            assertThat(reasons).hasSizeGreaterThan(1);
            for (String reason : reasons) {
                assertThat(entries("&reason=" + reason).each("txn_id")).contains(several.id());
                assertThat(owner.get("/api/audit/export.csv?tenant_id=" + tenant + "&reason=" + reason)
                                .mustBe(200)
                                .text())
                        .contains(several.id());
            }
            assertThat(entries("&user_id=" + staff.email()).each("action")).containsExactly("approved");
            assertThat(entries("&user_id=" + gone.email().toUpperCase(java.util.Locale.ROOT))
                            .each("action"))
                    .containsExactly("approved");
            assertThat(entries("&user_id=nobody@example.com").json()).isEmpty();
            assertThat(staff.client()
                            .get("/api/audit?action=approved&user_id=" + staff.email())
                            .mustBe(200)
                            .json())
                    .hasSize(1);
            assertThat(staff.client()
                            .get("/api/audit?user_id=" + gone.email())
                            .mustBe(200)
                            .json())
                    .isEmpty();
        }

        @Test
        void has_times_that_are_inclusive() {
            Txn first = Txn.fresh();
            Txn second = Txn.fresh();
            decide(first, second, Txn.fresh());
            String begin = entries("&txn_id=" + first.id())
                    .json()
                    .get(0)
                    .path("timestamp")
                    .asString();
            String end = entries("&txn_id=" + second.id())
                    .json()
                    .get(0)
                    .path("timestamp")
                    .asString();

            assertThat(entries("&action=auto_posted&date_from=" + begin + "&date_to=" + end)
                            .each("txn_id"))
                    .containsExactly(second.id(), first.id());
        }

        @Test
        void has_pages_that_new_entries_do_not_move() {
            for (int i = 0; i < 9; i++) {
                decide(Txn.fresh());
            }
            List<String> positions = new ArrayList<>();

            Answer page = entries("&limit=4&action=auto_posted&vendor=office");
            positions.addAll(page.each("position"));
            while (page.next().isPresent()) {
                decide(Txn.fresh());
                page = owner.get(page.next().get()).mustBe(200);
                positions.addAll(page.each("position"));
            }

            assertThat(positions).hasSize(9).doesNotHaveDuplicates();
            assertThat(positions.stream().map(Long::valueOf).toList())
                    .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }

        @Test
        void knows_no_tenant_that_does_not_exist() {
            for (String path : List.of("/api/audit", "/api/audit/export.csv", "/api/audit/export.jsonl")) {
                program.writesNothing(
                        () -> owner.get(path + "?tenant_id=nobody").mustBeProblem(404, "tenant_not_found"));
            }
        }
    }

    @Nested
    class an_export {
        @Test
        void is_sent_whatever_accept_says() {
            for (String accept :
                    List.of("text/html", "application/json", "image/png", "text/csv", "application/x-ndjson")) {
                Client client = owner.with("Accept", accept);
                String filter = "?tenant_id=" + tenant;
                assertThat(client.get("/api/audit/export.csv" + filter)
                                .mustBe(200)
                                .text())
                        .startsWith(HEADER);
                assertThat(client.get("/api/audit/export.jsonl" + filter)
                                .mustBe(200)
                                .text())
                        .startsWith("{");
            }
        }

        @Test
        void as_csv_has_exactly_its_columns_oldest_first() {
            Txn txn = Txn.fresh();
            decide(txn, Txn.fresh().without("proposal"));

            Answer export =
                    owner.get("/api/audit/export.csv?tenant_id=" + tenant).mustBe(200);

            assertThat(export.header("Content-Type").orElseThrow()).startsWith("text/csv");
            assertThat(export.header("Content-Disposition").orElseThrow())
                    .matches("attachment; filename=audit_export_" + tenant + "_\\d{8}_\\d{6}_[0-9a-f]{6}\\.csv");
            assertThat(export.text()).startsWith(HEADER + "\n").endsWith("\n").doesNotContain("\r");
            List<List<String>> rows = rows(export.text());
            assertThat(rows).hasSize(5).allMatch(row -> row.size() == 9);
            assertThat(rows.stream().skip(1).map(row -> row.get(4)))
                    .containsExactly("tenant_created", "settings_update", "auto_posted", "reviewed");
            assertThat(rows.get(3).subList(1, 8))
                    .containsExactly(tenant, txn.id(), "office depot", "auto_posted", "", "0.95", "0.9");
            assertThat(rows.get(4).get(6)).isEqualTo("0");
            assertThat(rows.get(1).get(6)).isEmpty();
        }

        @Test
        void with_full_columns_has_them_all() {
            decide(Txn.fresh().proposal("1", "0.1"));
            owner.post(
                            "/api/tenants/" + tenant + "/settings",
                            json("{'cold_start_min_labels': 5, 'autopost_enabled': false}"))
                    .mustBe(200);
            decide(Txn.fresh().proposal("1", "0.1"));

            List<List<String>> rows = rows(owner.get("/api/audit/export.csv?columns=full&tenant_id=" + tenant)
                    .mustBe(200)
                    .text());

            assertThat(String.join(",", rows.get(0))).isEqualTo(FULL_HEADER);
            assertThat(rows).allMatch(row -> row.size() == 21);
            assertThat(rows.get(5).get(16)).isEqualTo("cold_start|below_threshold|autopost_disabled");
            assertThat(rows.get(4).get(17)).startsWith("{").contains("\"cold_start_min_labels\"");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "=1+1",
                    "+1",
                    "-1",
                    "@SUM(A1)",
                    "=HYPERLINK(\\\"http://x\\\", \\\"y\\\")",
                    "\\t=1",
                    "\\r=1",
                    "\\n=1"
                })
        void keeps_spreadsheets_from_taking_text_for_formulas(String reason) {
            owner.post(
                            "/api/tenants/" + tenant + "/settings",
                            "{\"autopost_threshold\": 0.85, \"reason\": \"%s\"}".formatted(reason))
                    .mustBe(200);
            String raw = owner.get("/api/audit/export.jsonl?tenant_id=" + tenant)
                    .mustBe(200)
                    .lines()
                    .get(2)
                    .path("reason_text")
                    .asString();

            List<List<String>> rows = rows(owner.get("/api/audit/export.csv?columns=full&tenant_id=" + tenant)
                    .mustBe(200)
                    .text());

            assertThat(rows.get(3).get(19)).isEqualTo("'" + raw);
            assertThat(raw).doesNotStartWith("'");
        }

        @Test
        void leaves_negative_numbers_alone() {
            decide(Txn.fresh().amount("-12.5"));
            List<List<String>> rows = rows(owner.get("/api/audit/export.csv?columns=full&tenant_id=" + tenant)
                    .mustBe(200)
                    .text());
            assertThat(rows.get(3).get(12)).isEqualTo("-12.5");
        }

        @Test
        void quotes_what_needs_it_and_keeps_every_character() {
            String reason = "a \"quoted\", text;\nwith lines\r\nand ünïcödé 😀";
            owner.post(
                            "/api/tenants/" + tenant + "/settings",
                            new tools.jackson.databind.json.JsonMapper()
                                    .writeValueAsString(java.util.Map.of("autopost_threshold", 0.85, "reason", reason)))
                    .mustBe(200);

            List<List<String>> rows = rows(owner.get("/api/audit/export.csv?columns=full&tenant_id=" + tenant)
                    .mustBe(200)
                    .text());

            assertThat(rows.get(3).get(19)).isEqualTo(reason);
        }

        @Test
        void as_jsonl_holds_the_entries_of_the_log() {
            decide(Txn.fresh(), Txn.fresh().proposal("1", "0.1"));
            List<JsonNode> log = new ArrayList<>();
            entries("&limit=1000").json().forEach(entry -> log.add(0, entry));

            Answer export =
                    owner.get("/api/audit/export.jsonl?tenant_id=" + tenant).mustBe(200);

            assertThat(export.lines()).isEqualTo(log);
            assertThat(export.header("Content-Disposition").orElseThrow())
                    .matches("attachment; filename=audit_export_" + tenant + "_\\d{8}_\\d{6}_[0-9a-f]{6}\\.jsonl");
        }

        @Test
        void as_jsonl_tells_who_acted_how_they_were_known_and_what_recorded_it() {
            Program.Person service = program.person("service", tenant);
            Txn txn = Txn.fresh();
            service.client()
                    .post(
                            "/api/decisions",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, txn.json()))
                    .mustBe(200);
            program.awaitProjections();

            List<JsonNode> lines = owner.get("/api/audit/export.jsonl?tenant_id=" + tenant)
                    .mustBe(200)
                    .lines();
            JsonNode created = lines.get(0);
            JsonNode decided = lines.get(lines.size() - 1);

            assertThat(created.path("actor").asString()).isEqualTo("person");
            assertThat(created.path("decision_function").isNull()).isTrue();
            assertThat(decided.path("actor").asString()).isEqualTo("service");
            assertThat(decided.path("decision_function").intValue()).isEqualTo(DecisionPolicy.FUNCTION);
            assertThat(lines).allSatisfy(line -> {
                assertThat(line.path("auth").asString()).isEqualTo("password");
                assertThat(line.path("build").asString())
                        .isEqualTo(BuildInfo.name())
                        .matches("\\d+\\.\\d+.*");
            });
            JsonNode event = owner.get("/api/decisions/%s/%s".formatted(tenant, txn.id()))
                    .mustBe(200)
                    .json()
                    .path("events")
                    .get(0);
            for (String field : List.of("actor", "auth", "build", "decision_function")) {
                assertThat(event.path(field)).isEqualTo(decided.path(field));
            }
        }

        @Test
        void is_compressed_for_who_accepts_it() throws IOException {
            decide(Txn.fresh());

            for (String path : List.of("/api/audit/export.csv", "/api/audit/export.jsonl")) {
                String filter = "?action=auto_posted&tenant_id=" + tenant;
                Answer export =
                        owner.with("Accept-Encoding", "gzip").get(path + filter).mustBe(200);

                assertThat(export.header("Content-Encoding")).hasValue("gzip");
                String text = new String(
                        new GZIPInputStream(new ByteArrayInputStream(export.bytes())).readAllBytes(),
                        StandardCharsets.UTF_8);
                assertThat(text).isEqualTo(owner.get(path + filter).mustBe(200).text());
            }
        }

        @Test
        void is_itself_on_record_from_its_start_to_its_end() {
            Program.Person auditor = program.person("auditor");
            decide(Txn.fresh());
            int rows = auditor.client()
                    .get("/api/audit/export.jsonl?action=auto_posted&tenant_id=" + tenant)
                    .mustBe(200)
                    .lines()
                    .size();

            String path =
                    "/api/audit?user_id=" + auditor.userId() + "&action=audit_exported&action=audit_export_finished";
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(owner.get(path).mustBe(200).json()).hasSize(2));

            JsonNode entries = owner.get(path).json();
            assertThat(rows).isEqualTo(1);
            assertThat(entries.get(0).path("action").asString()).isEqualTo("audit_export_finished");
            assertThat(entries.get(0).path("after").toString()).contains("\"rows\":1");
            assertThat(entries.get(1).path("action").asString()).isEqualTo("audit_exported");
            assertThat(entries.get(1).path("after").toString())
                    .contains("auto_posted")
                    .contains(tenant);
            assertThat(owner.get("/api/tenants/" + tenant)
                            .json()
                            .path("last_export_at")
                            .asString())
                    .matches("\\d{4}-.*Z");
            assertThat(entries("&limit=2").each("action")).containsExactly("audit_export_finished", "audit_exported");
        }

        @Test
        void never_holds_its_own_entries() {
            for (int i = 0; i < 3; i++) {
                List<JsonNode> lines = owner.get("/api/audit/export.jsonl?tenant_id=" + tenant)
                        .mustBe(200)
                        .lines();
                assertThat(lines.stream()
                                .filter(line -> line.path("action").asString().equals("audit_exported")))
                        .hasSize(i);
                int ended = i + 1;
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(
                                        entries("&action=audit_export_finished").json())
                                .hasSize(ended));
            }
        }

        @Test
        void by_e_mail_address_keeps_the_address_out_of_the_log() {
            Program.Person staff = program.person("staff", tenant);
            owner.get("/api/audit/export.csv?tenant_id=" + tenant + "&user_id=" + staff.email())
                    .mustBe(200);
            owner.get("/api/audit/export.csv?tenant_id=" + tenant + "&user_id=nobody@example.com")
                    .mustBe(200);

            assertThat(entries("&action=audit_exported").text())
                    .contains(staff.userId())
                    .doesNotContain(staff.email())
                    .doesNotContain("nobody@example.com");
        }

        @Test
        void has_a_name_of_its_own() {
            String path = "/api/audit/export.csv?action=imported";
            String first =
                    owner.get(path).mustBe(200).header("Content-Disposition").orElseThrow();

            assertThat(first).matches("attachment; filename=audit_export_all_\\d{8}_\\d{6}_[0-9a-f]{6}\\.csv");
            assertThat(owner.get(path).mustBe(200).header("Content-Disposition"))
                    .isNotEqualTo(java.util.Optional.of(first));
            String odd = "a:b=" + tenant.substring(tenant.length() - 8);
            owner.post("/api/tenants", json("{'name': 'Odd', 'tenant_id': '%s'}", odd))
                    .mustBe(201);
            assertThat(owner.get("/api/audit/export.csv?tenant_id=" + odd)
                            .mustBe(200)
                            .header("Content-Disposition")
                            .orElseThrow())
                    .startsWith("attachment; filename=\"audit_export_" + odd + "_");
        }

        @Test
        void over_and_over_leaves_the_program_as_it_was() {
            for (int i = 0; i < 12; i++) {
                owner.get(i % 2 == 0 ? "/api/audit/export.csv" : "/api/audit/export.jsonl")
                        .mustBe(200);
            }
            decide(Txn.fresh());
            assertThat(entries("&action=auto_posted").json()).hasSize(1);
        }
    }
}
