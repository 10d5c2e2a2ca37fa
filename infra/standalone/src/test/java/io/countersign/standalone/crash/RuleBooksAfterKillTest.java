package io.countersign.standalone.crash;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.RuleBookWriter;
import io.countersign.standalone.support.RuleBookWriter.Version;
import io.countersign.standalone.support.TestPostgres;
import io.countersign.standalone.support.TestStore;
import io.countersign.testkit.Client;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.ReadModelScans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The program is killed again and again while rules are mined, proposed, accepted and rolled back. */
@Tag("program")
class RuleBooksAfterKillTest {
    private static final int BOOKKEEPERS = 4;
    private static final int KILLS = 4;
    private static final List<String> SCOPES = List.of("acme", "beta", "firm");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Random random = new Random(5);

    @TempDir
    Path dataDir;

    @Test
    void the_book_its_versions_and_its_candidates_agree_after_every_kill() throws Exception {
        List<RuleBookWriter> bookkeepers = IntStream.range(0, BOOKKEEPERS)
                .mapToObj(i -> new RuleBookWriter(i, SCOPES))
                .toList();
        String token = null;
        for (int kill = 1; kill <= KILLS; kill++) {
            try (ChildProgram program = start()) {
                token = token == null ? firstToken(program) : token;
                Client owner = program.client().withToken(token);
                everythingAgrees(owner);
                List<Thread> running = bookkeepers.stream()
                        .map(bookkeeper -> bookkeeper.startOn(owner))
                        .toList();
                awaitAnswers(bookkeepers, answered(bookkeepers) + 40 + random.nextInt(80));
                ProcessHandle postmaster = ChildProgram.postmaster(dataDir);
                program.kill();
                if (kill == 2) {
                    postmaster.destroyForcibly();
                }
                for (Thread thread : running) {
                    thread.join();
                }
            }
        }
        try (ChildProgram program = start()) {
            Client owner = program.client().withToken(token);
            bookkeepers.forEach(bookkeeper -> bookkeeper.finishOn(owner));

            assertThat(bookkeepers).allSatisfy(bookkeeper -> {
                assertThat(bookkeeper.surprises()).isEmpty();
                assertThat(bookkeeper.unavailable()).isZero();
            });
            everythingAgrees(owner);
            everyAnswerStands(bookkeepers, JdbcClient.create(ChildProgram.database(dataDir)));
        }
    }

    private ChildProgram start() throws Exception {
        List<String> options = new ArrayList<>(List.of(
                "--countersign.bootstrap.owner-email=" + Program.OWNER_EMAIL,
                "--countersign.bootstrap.owner-password=" + Program.PASSWORD));
        options.addAll(List.of(store().options()));
        return ChildProgram.start(dataDir, options.toArray(String[]::new));
    }

    TestStore store() {
        return new TestPostgres();
    }

    /** It holds across restarts, as the secret that signed it is kept. */
    private static String firstToken(ChildProgram program) throws Exception {
        Client owner = program.login(Program.OWNER_EMAIL, Program.PASSWORD);
        for (String tenant : List.of("acme", "beta")) {
            owner.post("/api/tenants", json("{'name': 'T', 'tier': 'pro', 'tenant_id': '%s'}", tenant))
                    .mustBe(201);
        }
        return owner.token();
    }

    private static int answered(List<RuleBookWriter> bookkeepers) {
        return bookkeepers.stream()
                .mapToInt(bookkeeper -> bookkeeper.answered().size())
                .sum();
    }

    private static void awaitAnswers(List<RuleBookWriter> bookkeepers, int count) {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> answered(bookkeepers) >= count
                        || bookkeepers.stream()
                                .anyMatch(bookkeeper -> !bookkeeper.surprises().isEmpty()));
    }

    /** Projections and memory are what the events say, and each aggregate, asked to go where it is, finds itself there. */
    private void everythingAgrees(Client owner) throws Exception {
        DataSource database = ChildProgram.database(dataDir);
        JdbcClient jdbc = JdbcClient.create(database);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(store().differences(ReadModelScans.all(), database))
                        .isEmpty());
        assertThat(store().differences(MemoryScans.all(), database)).isEmpty();
        for (String scope : SCOPES) {
            List<Integer> versions = jdbc.sql(
                            "select version from read_model.rule_version where scope = :scope order by version")
                    .param("scope", scope)
                    .query(Integer.class)
                    .list();
            assertThat(versions)
                    .isEqualTo(IntStream.rangeClosed(1, versions.size()).boxed().toList());
            String tenant = scope.equals("firm") ? "" : "'tenant_id': '%s',".formatted(scope);
            assertThat(owner.post("/api/rules/rollback", json("{%s 'to_version': 'v%d'}", tenant, versions.size()))
                            .mustBe(200)
                            .json()
                            .path("no_change")
                            .booleanValue())
                    .isTrue();
        }
    }

    private static void everyAnswerStands(List<RuleBookWriter> bookkeepers, JdbcClient jdbc) {
        List<Version> told = bookkeepers.stream()
                .flatMap(bookkeeper -> bookkeeper.versions().stream())
                .toList();
        List<String> candidates = bookkeepers.stream()
                .flatMap(bookkeeper -> bookkeeper.candidates().stream())
                .toList();

        assertThat(told).hasSizeGreaterThan(30);
        assertThat(jdbc.sql("select scope, version, reason from read_model.rule_version")
                        .query((row, n) -> new Version(row.getString(1), row.getInt(2), row.getString(3)))
                        .list())
                .containsExactlyInAnyOrderElementsOf(told);
        assertThat(candidates).hasSizeGreaterThan(30);
        assertThat(jdbc.sql("select candidate_id from read_model.rule_candidate")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(candidates);
        assertThat(jdbc.sql("select count(*) from read_model.rule_candidate where explanation is not null")
                        .query(Integer.class)
                        .single())
                .as("mined candidates")
                .isGreaterThan(5);
    }
}
