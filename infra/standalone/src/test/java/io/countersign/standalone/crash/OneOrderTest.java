package io.countersign.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.platform.store.EventReference;
import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.DecisionWriter;
import io.countersign.standalone.support.Program;
import io.countersign.testkit.Client;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.ReadModelScans;
import io.countersign.testkit.Scan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The program is killed again and again in the middle of its work; whoever got no answer sends the same again. */
@Tag("program")
class OneOrderTest {
    private static final int WRITERS = 6;
    private static final int KILLS = 3;
    private static final String[] TENANTS = {"acme", "beta"};
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Random random = new Random(11);

    @TempDir
    Path dataDir;

    @Test
    void what_was_acknowledged_outlives_kills_and_every_table_is_what_the_events_say() throws Exception {
        List<DecisionWriter> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> new DecisionWriter(i, TENANTS))
                .toList();
        String token = null;
        for (int kill = 1; kill <= KILLS; kill++) {
            try (ChildProgram program = start()) {
                token = token == null ? firstToken(program) : token;
                Client owner = program.client().withToken(token);
                List<Thread> running =
                        writers.stream().map(writer -> writer.startOn(owner)).toList();
                awaitAcknowledged(writers, acknowledged(writers) + 30 + random.nextInt(150));
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
            writers.forEach(writer -> writer.finishOn(owner));
            JdbcClient jdbc = JdbcClient.create(ChildProgram.database(dataDir));

            assertThat(writers).allSatisfy(writer -> {
                assertThat(writer.surprises()).isEmpty();
                assertThat(writer.unavailable()).isZero();
            });
            everyAcknowledgedEventIsThereOnce(writers, jdbc);
            positionsAreDense(jdbc);
            everyKeptAnswerStandsBesideItsEvent(writers, jdbc);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Scan.differences(ReadModelScans.all(), jdbc))
                            .isEmpty());
            assertThat(Scan.differences(MemoryScans.all(), jdbc)).isEmpty();
        }
    }

    private ChildProgram start() throws Exception {
        return ChildProgram.start(
                dataDir,
                "--countersign.bootstrap.owner-email=" + Program.OWNER_EMAIL,
                "--countersign.bootstrap.owner-password=" + Program.PASSWORD);
    }

    /** It holds across restarts, as the secret that signed it is kept. */
    private static String firstToken(ChildProgram program) throws Exception {
        Client owner = program.login(Program.OWNER_EMAIL, Program.PASSWORD);
        for (String tenant : TENANTS) {
            owner.post("/api/tenants", Client.json("{'name': 'T', 'tier': 'pro', 'tenant_id': '%s'}", tenant))
                    .mustBe(201);
        }
        return owner.token();
    }

    private static int acknowledged(List<DecisionWriter> writers) {
        return writers.stream().mapToInt(writer -> writer.answered().size()).sum();
    }

    private static void awaitAcknowledged(List<DecisionWriter> writers, int count) {
        await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> acknowledged(writers) >= count);
    }

    private static void everyAcknowledgedEventIsThereOnce(List<DecisionWriter> writers, JdbcClient jdbc) {
        Map<String, Long> decisions = counts(jdbc, """
                select aggregate_identifier || ' ' || substring(payload_type from '[^.]+$')
                from event_store.event
                where type = 'Decision'
                """);
        Map<String, Long> changes = counts(jdbc, """
                select convert_from(payload, 'UTF8')::jsonb ->> 'reason'
                from event_store.event
                where payload_type like '%TenantSettingsChanged'
                """);
        List<String> expectedDecisions = new ArrayList<>();
        List<String> expectedChanges = new ArrayList<>();
        writers.forEach(writer -> {
            expectedDecisions.addAll(writer.decisionEvents());
            expectedChanges.addAll(writer.changes());
        });

        assertThat(expectedDecisions).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(decisions.keySet()).containsExactlyInAnyOrderElementsOf(expectedDecisions);
        assertThat(expectedChanges).hasSizeGreaterThan(20);
        assertThat(changes.keySet()).containsExactlyInAnyOrderElementsOf(expectedChanges);
        assertThat(decisions.values()).containsOnly(1L);
        assertThat(changes.values()).containsOnly(1L);
    }

    private static Map<String, Long> counts(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(String.class).list().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static void positionsAreDense(JdbcClient jdbc) {
        await().atMost(PATIENCE).until(() -> jdbc.sql("""
                        select (select count(*) from event_store.event) = count(*)
                               and min(position) = 1 and max(position) = count(*)
                        from event_store.event_order
                        """).query(Boolean.class).single());
    }

    private static void everyKeptAnswerStandsBesideItsEvent(List<DecisionWriter> writers, JdbcClient jdbc) {
        Map<String, EventReference> kept = jdbc
                .sql("select key, event from command_side.idempotency")
                .query((row, n) -> Map.entry(
                        row.getString("key"),
                        EventReference.from(row.getString("event")).orElseThrow()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<EventReference> events =
                Set.copyOf(jdbc.sql("select aggregate_identifier, sequence_number from event_store.event")
                        .query((row, n) -> new EventReference(row.getString(1), row.getLong(2)))
                        .list());

        assertThat(kept.keySet())
                .containsExactlyInAnyOrderElementsOf(writers.stream()
                        .flatMap(writer -> writer.answered().stream())
                        .toList());
        assertThat(events).containsAll(kept.values());
    }
}
