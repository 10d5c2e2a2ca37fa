package io.countersign.standalone.process;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.TestAxonServer;
import io.countersign.standalone.support.Txn;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** This build on a database that the previous one has written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("program")
class PreviousBuildTest {
    private static final String TENANT = DatabaseOfPreviousBuild.TENANT;
    private static final List<String> READS = List.of(
            "/api/tenants",
            "/api/tenants/" + TENANT + "/history",
            "/api/decisions?limit=1000&tenant_id=" + TENANT,
            "/api/decisions/" + TENANT + "/dec-4",
            "/api/decisions/" + TENANT + "/rul-5",
            "/api/audit?limit=1000",
            "/api/audit?vendor=padded&tenant_id=" + TENANT,
            "/api/rules/active?tenant_id=" + TENANT,
            "/api/rules/versions?tenant_id=" + TENANT,
            "/api/rules/diff?from=v1&to=v5&tenant_id=" + TENANT,
            "/api/rules/candidates?status=all",
            "/api/users");

    private Program program;
    private Client owner;

    @BeforeAll
    void start() throws Exception {
        assumeFalse(TestAxonServer.isChosen(), "the database holds the events itself");
        program = Program.startOn(DatabaseOfPreviousBuild.loaded());
        owner = program.owner();
    }

    @AfterAll
    void stop() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    void answers_the_same_after_all_is_rebuilt_from_its_events() {
        Map<String, JsonNode> before = answers();

        owner.get("/api/admin/projections")
                .mustBe(200)
                .json()
                .forEach(projection -> rebuild(projection.path("name").asString()));
        owner.post("/api/admin/memory/rebuild", "{}").mustBe(200);

        assertThat(answers()).isEqualTo(before);
    }

    private Map<String, JsonNode> answers() {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        READS.forEach(
                address -> answers.put(address, owner.get(address).mustBe(200).json()));
        return answers;
    }

    private void rebuild(String projection) {
        owner.post("/api/admin/projections/" + projection + "/rebuild", "{}").mustBe(202);
        await().atMost(Duration.ofSeconds(60)).until(() -> state(projection), "live"::equals);
    }

    private String state(String name) {
        for (JsonNode projection :
                owner.get("/api/admin/projections").mustBe(200).json()) {
            if (projection.path("name").asString().equals(name)) {
                return projection.path("state").asString();
            }
        }
        return "absent";
    }

    @Test
    void keeps_the_text_that_is_on_record() {
        assertThat(owner.get("/api/decisions/" + TENANT + "/dec-4")
                        .mustBe(200)
                        .json()
                        .path("account")
                        .asString())
                .isEqualTo("6400 Rent ");
        assertThat(owner.get("/api/decisions/" + TENANT + "/sig-1")
                        .mustBe(200)
                        .json()
                        .path("vendor_normalized")
                        .asString())
                .isEqualTo("οδος");
    }

    @Test
    void goes_on_deciding_and_settling() {
        owner.post("/api/decisions/" + TENANT + "/dec-9/approve", "{}").mustBe(200);
        owner.post("/api/decisions/" + TENANT + "/dec-10/correct", json("{'account': '6800 Later'}"))
                .mustBe(200);
        Txn fresh = Txn.fresh();

        JsonNode decided = decide(fresh);

        assertThat(decided.path("status").asString()).isEqualTo("decided");
        assertThat(decide(fresh).path("status").asString()).isEqualTo("duplicate");
    }

    @Test
    void counts_labels_together_that_only_look_different() {
        JsonNode padded = decide(
                Txn.fresh().vendor("Papier Mayer").with("currency", "EUR").proposal("6100 Buero", "0.97"));
        JsonNode composed = decide(
                Txn.fresh().vendor("Schreibwaren Lutz").with("currency", "EUR").proposal("6200 Bu\u0308ro", "0.97"));
        JsonNode sigma =
                decide(Txn.fresh().vendor("ΟΔΟΣ").with("currency", "SEK").proposal("6300 Road", "0.97"));

        assertThat(padded.path("action").asString()).isEqualTo("auto_posted");
        assertThat(composed.path("action").asString()).isEqualTo("auto_posted");
        assertThat(composed.path("account").asString()).isEqualTo("6200 B\u00fcro");
        assertThat(inputs(sigma).path("newest_labels").path("length").asInt()).isEqualTo(8);
    }

    private JsonNode inputs(JsonNode decided) {
        return owner.get("/api/decisions/" + TENANT + "/"
                        + decided.path("txn_id").asString())
                .mustBe(200)
                .json()
                .path("inputs");
    }

    @Test
    void finds_that_rules_on_record_agree_with_proposals_that_only_look_different() {
        JsonNode decided = decide(Txn.fresh()
                .vendor("Padded Vendor")
                .with("department", "Ops")
                .amount("42")
                .proposal("6400 Rent", "0.97"));
        JsonNode inner = decide(Txn.fresh().vendor("ΟΔΟΣΑ 5").amount("32").proposal("6300 Road", "0.97"));

        assertThat(decided.path("rule_id").asString()).isEqualTo("imported-1");
        assertThat(decided.path("reasons").toString()).doesNotContain("rule_conflict");
        assertThat(inner.path("rule_id").asString()).isEqualTo("imported-2");
        assertThat(inner.path("account").asString()).isEqualTo("6300 Road");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void takes_what_was_sent_before_for_the_same_padded_or_not(String padding) {
        Txn padded = Txn.named("dec-4")
                .with("date", "2026-03-05")
                .vendor("Padded  Vendor" + padding)
                .amount("41")
                .with("currency", "EUR")
                .with("department", padding + "Ops" + padding)
                .with("memo", " a memo\nof two lines ")
                .proposal("6400 Rent" + padding, "0.99")
                .with(
                        "journal_lines",
                        new Txn.Raw(
                                "[{\"account\": \"6400 Rent \", \"debit\": 41}, {\"account\": \"1200 Bank\", \"credit\": 41}]"));
        Txn composed = Txn.named("dec-2")
                .with("date", "2026-03-03")
                .vendor("Schreibwaren Lutz" + padding)
                .amount("22")
                .with("currency", "EUR")
                .proposal("6200 B\u00fcro", "0.97");
        Txn sigma = Txn.named("dec-3")
                .with("date", "2026-03-04")
                .vendor("ΟΔΟΣ" + padding)
                .amount("31")
                .with("currency", "EUR")
                .proposal("6300 Road", "0.97");
        Txn booked = Txn.named("pad-2")
                .with("date", "2026-03-03")
                .vendor("Papier Mayer")
                .amount("12")
                .with("currency", "EUR")
                .with("department", "Ops" + padding)
                .without("proposal")
                .with("account", "6100 Buero" + padding);

        assertThat(decide(padded).path("status").asString()).isEqualTo("duplicate");
        assertThat(decide(composed).path("status").asString()).isEqualTo("duplicate");
        assertThat(decide(sigma).path("status").asString()).isEqualTo("duplicate");
        assertThat(decide(sigma.amount("32")).path("status").asString()).isEqualTo("conflict");
        assertThat(post("/api/decisions/import", booked).path("status").asString())
                .isEqualTo("duplicate");
        assertThat(post("/api/decisions/import", booked.with("account", "6200"))
                        .path("status")
                        .asString())
                .isEqualTo("conflict");
    }

    @ParameterizedTest
    @CsvSource({"/api/decisions, dec-3", "/api/audit, sig-1", "/api/audit, sig-2", "/api/audit, sig-4"})
    void finds_vendors_on_record_as_they_are_named_today(String list, String txn) {
        String query = "?limit=1000&tenant_id=" + TENANT + "&vendor=%CE%BF%CE%B4%CE%BF%CF%83";

        assertThat(owner.get(list + query).mustBe(200).each("txn_id"))
                .contains(txn)
                .doesNotContain("dec-4");
    }

    @Test
    void offers_an_account_once_however_it_was_written() {
        String offered = owner.with("Accept", "text/html")
                .get("/review/accounts?tenant_id=" + TENANT)
                .mustBe(200)
                .text();

        assertThat(offered.split("6100 Buero\"", -1)).hasSize(2);
        assertThat(offered).doesNotContain("6100 Buero ").doesNotContain("6100  Buero");
    }

    @Test
    void finds_a_padded_pattern_on_record_to_be_the_same() {
        String padded = json(
                "{'vendor_pattern': 'waiting*', 'suggested_account': '6700 Waiting', 'department': 'Ops',"
                        + " 'tenant_id': '%s', 'evidence': {'count': 5, 'precision': 0.96}}",
                TENANT);

        owner.post("/api/rules/candidates", padded).mustBeProblem(409, "candidate_pending");
    }

    private JsonNode decide(Txn txn) {
        return post("/api/decisions", txn);
    }

    private JsonNode post(String address, Txn txn) {
        Answer answer =
                owner.post(address, "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(TENANT, txn.json()));
        return answer.mustBe(200).json().get(0);
    }
}
