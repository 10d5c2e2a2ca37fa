package io.countersign.standalone.crash;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.DecisionWriter;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.ResendingClient;
import io.countersign.standalone.support.RuleBookWriter;
import io.countersign.standalone.support.TestPostgres;
import io.countersign.standalone.support.TestStore;
import io.countersign.testkit.Client;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.ReadModelScans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store crashes again and again under a program that runs on; whoever was told that it is away sends the same again. */
@Tag("program")
class CrashedStoresTest {
    private static final int CRASHES = 4;
    private static final String[] TENANTS = {"acme", "beta"};
    private static final List<String> SCOPES = List.of("acme", "beta", "firm");
    static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path dataDir;

    TestStore store() {
        return new TestPostgres();
    }

    @Test
    void PostgreSQL_loses_nothing_that_was_answered_and_comes_back_into_use() throws Exception {
        mustOutlive(this::crashPostgres);
    }

    /** All its processes end without a word when one of them is killed; it recovers from its log by itself. */
    private void crashPostgres() throws Exception {
        JdbcClient jdbc = JdbcClient.create(ChildProgram.database(dataDir));
        String started = "select pg_postmaster_start_time()::text || (select min(backend_start) from pg_stat_activity)";
        String before = jdbc.sql(started).query(String.class).single();
        long process = jdbc.sql("""
                        select pid from pg_stat_activity
                        where backend_type = 'client backend' and pid <> pg_backend_pid()
                        order by random() limit 1
                        """).query(Long.class).single();
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !jdbc.sql(started).query(String.class).single().equals(before));
    }

    /** @param crash of a store, which is back when it returns */
    final void mustOutlive(Crash crash) throws Exception {
        List<DecisionWriter> writers = IntStream.range(0, 3)
                .mapToObj(i -> new DecisionWriter(i, TENANTS))
                .toList();
        List<RuleBookWriter> bookkeepers = IntStream.range(0, 3)
                .mapToObj(i -> new RuleBookWriter(i, SCOPES))
                .toList();
        List<ResendingClient> clients = Stream.<List<? extends ResendingClient>>of(writers, bookkeepers)
                .<ResendingClient>flatMap(List::stream)
                .toList();
        try (ChildProgram program = start()) {
            Client owner = program.login(Program.OWNER_EMAIL, Program.PASSWORD);
            for (String tenant : TENANTS) {
                owner.post("/api/tenants", json("{'name': 'T', 'tier': 'pro', 'tenant_id': '%s'}", tenant))
                        .mustBe(201);
            }
            List<Thread> running =
                    clients.stream().map(client -> client.startOn(owner)).toList();
            for (int i = 0; i < CRASHES; i++) {
                awaitAnswers(clients, 60);
                crash.happen();
            }
            awaitAnswers(clients, 60);
            clients.forEach(ResendingClient::stop);
            for (Thread thread : running) {
                thread.join();
            }
            clients.forEach(client -> client.finishOn(owner));

            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.surprises()).isEmpty());
            assertThat(clients.stream().mapToInt(ResendingClient::unavailable).sum())
                    .as("answers that it is away")
                    .isPositive();
            everythingAgrees();
            everythingIsThereOnce(writers, bookkeepers);
        }
    }

    private ChildProgram start() throws Exception {
        Stream<String> owner = Stream.of(
                "--countersign.bootstrap.owner-email=" + Program.OWNER_EMAIL,
                "--countersign.bootstrap.owner-password=" + Program.PASSWORD);
        return ChildProgram.start(
                dataDir, Stream.concat(owner, Stream.of(store().options())).toArray(String[]::new));
    }

    private static void awaitAnswers(List<ResendingClient> clients, int more) {
        int before = answered(clients);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> answered(clients) >= before + more
                        || clients.stream()
                                .anyMatch(client -> !client.surprises().isEmpty()));
    }

    private static int answered(List<ResendingClient> clients) {
        return clients.stream().mapToInt(client -> client.answered().size()).sum();
    }

    private void everythingAgrees() throws Exception {
        DataSource database = ChildProgram.database(dataDir);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(store().differences(ReadModelScans.all(), database))
                        .isEmpty());
        assertThat(store().differences(MemoryScans.all(), database)).isEmpty();
    }

    private void everythingIsThereOnce(List<DecisionWriter> writers, List<RuleBookWriter> bookkeepers)
            throws Exception {
        Map<String, Long> events = TestStore.counted(store().events(ChildProgram.database(dataDir)).stream());
        assertThat(events)
                .containsAllEntriesOf(
                        TestStore.counted(writers.stream().flatMap(writer -> writer.decisionEvents().stream())));
        JdbcClient jdbc = JdbcClient.create(ChildProgram.database(dataDir));
        assertThat(jdbc.sql(
                                "select reason_text from read_model.audit_entry where action = 'settings_update' and reason_text is not null")
                        .query(String.class)
                        .list())
                .doesNotHaveDuplicates()
                .containsAll(writers.stream()
                        .flatMap(writer -> writer.changes().stream())
                        .toList());
        assertThat(jdbc.sql("select scope, version, reason from read_model.rule_version")
                        .query((row, n) ->
                                new RuleBookWriter.Version(row.getString(1), row.getInt(2), row.getString(3)))
                        .list())
                .containsExactlyInAnyOrderElementsOf(bookkeepers.stream()
                        .flatMap(bookkeeper -> bookkeeper.versions().stream())
                        .toList());
    }

    /** What befalls a store. */
    interface Crash {
        void happen() throws Exception;
    }
}
