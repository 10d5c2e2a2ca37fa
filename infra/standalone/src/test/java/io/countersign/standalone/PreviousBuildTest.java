package io.countersign.standalone;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** This build on a database that the previous one has written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviousBuildTest {
    private static final String TENANT = PreviousDatabase.TENANT;
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
        program = Program.startOn(PreviousDatabase.loaded());
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

        owner.get("/api/admin/projections").mustBe(200).json().forEach(projection -> rebuild(projection.path("name").asString()));
        owner.post("/api/admin/memory/rebuild", "{}").mustBe(200);

        assertThat(answers()).isEqualTo(before);
    }

    private Map<String, JsonNode> answers() {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        READS.forEach(address -> answers.put(address, owner.get(address).mustBe(200).json()));
        return answers;
    }

    private void rebuild(String projection) {
        owner.post("/api/admin/projections/" + projection + "/rebuild", "{}").mustBe(202);
        await().atMost(Duration.ofSeconds(60)).until(() -> state(projection), "live"::equals);
    }

    private String state(String name) {
        for (JsonNode projection : owner.get("/api/admin/projections").mustBe(200).json()) {
            if (projection.path("name").asString().equals(name)) {
                return projection.path("state").asString();
            }
        }
        return "absent";
    }

    @Test
    void keeps_the_text_that_is_on_record() {
        assertThat(owner.get("/api/decisions/" + TENANT + "/dec-4").mustBe(200).json().path("account").asString())
                .isEqualTo("6400 Rent ");
        assertThat(owner.get("/api/decisions/" + TENANT + "/sig-1").mustBe(200).json().path("vendor_normalized").asString())
                .isEqualTo("οδος");
    }

    @Test
    void goes_on_deciding_and_settling() {
        owner.post("/api/decisions/" + TENANT + "/dec-9/approve", "{}").mustBe(200);
        owner.post("/api/decisions/" + TENANT + "/dec-10/correct", json("{'account': '6800 Later'}")).mustBe(200);
        Txn fresh = Txn.fresh();

        JsonNode decided = decide(fresh);

        assertThat(decided.path("status").asString()).isEqualTo("decided");
        assertThat(decide(fresh).path("status").asString()).isEqualTo("duplicate");
    }

    private JsonNode decide(Txn txn) {
        Answer answer = owner.post("/api/decisions", "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(TENANT, txn.json()));
        return answer.mustBe(200).json().get(0);
    }
}
