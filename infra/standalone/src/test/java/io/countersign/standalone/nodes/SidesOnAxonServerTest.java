package io.countersign.standalone.nodes;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.command.tenant.TenantCommand.ChangeTenantSettings;
import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.SidePrograms;
import io.countersign.standalone.support.TestAxonServer;
import io.countersign.standalone.support.UsesAxonServer;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.ReadModelScans;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs of the command side and one of the query side, with their events in Axon Server. */
@UsesAxonServer
@Tag("program")
class SidesOnAxonServerTest {
    private static final int ROUNDS = 12;

    @TempDir
    Path dataDir;

    @Test
    void everyone_sees_what_was_answered_elsewhere_and_nothing_is_lost_with_a_node() throws Exception {
        TestAxonServer server = TestAxonServer.emptied();
        Map<String, Long> before = server.handled(ChangeTenantSettings.class);
        String[] options = server.options();
        int port = SidePrograms.freePort();
        try (SidePrograms sides = new SidePrograms(dataDir)) {
            ChildProgram first = sides.startCommandSide(port, options);
            ChildProgram second = sides.startCommandSide(SidePrograms.freePort(), options);
            ChildProgram asked = sides.startQuerySide(0, "http://127.0.0.1:" + port, options);
            String token =
                    first.login(SidePrograms.OWNER_EMAIL, SidePrograms.PASSWORD).token();
            List<Client> nodes =
                    List.of(first.client().withToken(token), second.client().withToken(token));
            Client query = asked.client().withToken(token);
            nodes.get(0)
                    .post("/api/tenants", json("{'name': 'Acme', 'tenant_id': 'acme', 'tier': 'pro'}"))
                    .mustBe(201);

            for (int round = 0; round < ROUNDS; round++) {
                Client here = nodes.get(round % 2);
                Client there = nodes.get((round + 1) % 2);
                boolean posts = round % 3 == 0;
                here.post(
                                "/api/tenants/acme/settings",
                                json(
                                        "{'autopost_enabled': %s, 'cold_start_min_labels': 0, 'reason': 'r%d'}",
                                        posts, round))
                        .mustBe(200);
                Answer decided =
                        there.post("/api/decisions", decision("seen-" + round)).mustBe(200);
                assertThat(decided.json().path(0).path("action").asString())
                        .isEqualTo(posts ? "auto_posted" : "reviewed");
                query.wrote(decided.header("Countersign-Consistency").orElseThrow());
                query.get("/api/decisions/acme/seen-" + round).mustBe(200);
            }
            Map<String, Long> handled = server.handled(ChangeTenantSettings.class);
            before.keySet().forEach(handled::remove);
            assertThat(handled)
                    .as("who handled the tenant's commands")
                    .hasSize(1)
                    .containsValue((long) ROUNDS);

            Thread killer = new Thread(first::kill);
            List<Integer> unanswered = IntStream.range(0, 40)
                    .filter(i -> {
                        if (i == 20) {
                            killer.start();
                        }
                        return !isAnswered(nodes.get(i % 2), i);
                    })
                    .boxed()
                    .toList();
            killer.join();
            unanswered.forEach(i -> send(nodes.get(1), i).mustBe(200));

            IntStream.range(0, 40)
                    .forEach(i -> assertThat(send(nodes.get(1), i).mustBe(200).header("Idempotency-Replayed"))
                            .contains("true"));
            assertThat(server.count()).isEqualTo(ownerTenantAndSignIn() + settingsThatDiffer() + ROUNDS + 40);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.differences(
                                    ReadModelScans.all(), sides.database().dataSource()))
                            .isEmpty());
            assertThat(server.differences(MemoryScans.all(), sides.database().dataSource()))
                    .isEmpty();
        }
    }

    private static int ownerTenantAndSignIn() {
        return 3;
    }

    /** A round that sets what is set already changes nothing. */
    private static int settingsThatDiffer() {
        return (int) IntStream.range(0, ROUNDS)
                .filter(round -> round == 0 || (round % 3 == 0) != ((round - 1) % 3 == 0))
                .count();
    }

    private static boolean isAnswered(Client node, int number) {
        try {
            return send(node, number).status() == 200;
        } catch (UncheckedIOException gone) {
            return false;
        }
    }

    private static Answer send(Client node, int number) {
        return node.with("Idempotency-Key", "sent-" + number).post("/api/decisions", decision("sent-" + number));
    }

    private static String decision(String txn) {
        return json("{'tenant_id': 'acme', 'transactions': [%s]}", Program.transaction(txn));
    }
}
