package io.countersign.standalone.process;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.Program;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on a machine whose locale has other digits than ours, in a time zone far from UTC. */
@Tag("program")
class ForeignLocaleTest {
    private static final List<String> ELSEWHERE =
            List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Pacific/Auckland");
    private static final String OTHER_DIGITS = "[٠-٩۰-۹]";

    @Test
    void loads_the_demonstration_and_answers_in_digits_of_everywhere(@TempDir Path dataDir) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.empty();
                ChildProgram program = ChildProgram.start(ELSEWHERE, dataDir, options(database))) {
            Client owner = program.login(Program.OWNER_EMAIL, Program.PASSWORD);
            String tenant = owner.get("/api/tenants")
                    .mustBe(200)
                    .json()
                    .get(0)
                    .path("tenant_id")
                    .asString();

            Answer asked = owner.get("/api/tenants/" + tenant).mustBe(200);
            String version = asked.header("ETag").orElseThrow();
            assertThat(version).matches("\"[0-9]+\"");
            Answer changed = owner.with("If-Match", version)
                    .post("/api/tenants/" + tenant + "/settings", json("{'cold_start_min_labels': 7}"))
                    .mustBe(200);
            assertThat(changed.header("ETag").orElseThrow())
                    .matches("\"[0-9]+\"")
                    .isNotEqualTo(version);
            owner.post("/api/rules/rollback", json("{'to_version': 'v99', 'tenant_id': '%s'}", tenant))
                    .mustBeProblem(404, "version_not_found");

            for (String address : List.of(
                    "/api/audit?date_from=2026-01-01&limit=3",
                    "/api/audit/export.csv?date_from=2026-01-01&columns=full",
                    "/api/audit/export.jsonl?date_from=2026-01-01",
                    "/api/decisions",
                    "/api/metrics/latest",
                    "/api/rules/active?tenant_id=" + tenant,
                    "/api/rules/candidates",
                    "/api/users")) {
                assertThat(owner.get(address).mustBe(200).text()).as(address).doesNotContainPattern(OTHER_DIGITS);
            }
            for (String page : List.of("/firm", "/rules", "/review", "/audit", "/metrics", "/users")) {
                assertThat(owner.with("Accept", "text/html")
                                .get(page)
                                .mustBe(200)
                                .text())
                        .as(page)
                        .doesNotContainPattern(OTHER_DIGITS);
            }
            assertThat(owner.get("/api/audit?limit=0")
                            .mustBeProblem(400, "invalid_request")
                            .text())
                    .contains("must be a whole number from 1 to 1000");
        }
    }

    private static String[] options(EmbeddedDatabase database) {
        String[] stored = database.options();
        return new String[] {
            stored[0],
            stored[1],
            stored[2],
            "--countersign.demo=true",
            "--countersign.bootstrap.owner-email=" + Program.OWNER_EMAIL,
            "--countersign.bootstrap.owner-password=" + Program.PASSWORD
        };
    }
}
