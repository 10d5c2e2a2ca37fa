package io.countersign.standalone.nodes;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.command.tenant.TenantCommand.ChangeTenantSettings;
import io.countersign.standalone.support.DecisionWriter;
import io.countersign.standalone.support.TestAxonServer;
import io.countersign.standalone.support.TestStore;
import io.countersign.standalone.support.UsesAxonServer;
import io.countersign.testkit.Client;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same with the events in Axon Server, which hands each command on an aggregate to the node that handles that one's. */
@UsesAxonServer
@Tag("program")
class NodesOnAxonServerTest extends NodesTest {
    @Override
    TestStore store() {
        return TestAxonServer.emptied();
    }

    @Nested
    class a_node_that_is_killed_with_commands_of_others_in_its_hands {
        private final TestAxonServer server = (TestAxonServer) store;

        @Test
        void loses_none_of_them_and_others_handle_what_it_did() throws Exception {
            String tenant = tenant();
            int killed = handler(tenant, commands.get(0));
            int other = (killed + 1) % Nodes.EACH;
            List<DecisionWriter> writers = IntStream.range(0, 4)
                    .mapToObj(i -> new DecisionWriter(200 + i, tenant))
                    .toList();
            List<Thread> running = writers.stream()
                    .map(writer -> writer.startOn(commands.get(other)))
                    .toList();
            await().atMost(SOON)
                    .until(() -> writers.stream()
                            .allMatch(writer -> writer.answered().size() > 20));

            nodes.commandSide(killed).kill();
            int before = writers.stream()
                    .mapToInt(writer -> writer.answered().size())
                    .sum();
            await().atMost(SOON)
                    .until(() -> writers.stream()
                                    .mapToInt(writer -> writer.answered().size())
                                    .sum()
                            > before + 100);
            writers.forEach(DecisionWriter::stop);
            for (Thread thread : running) {
                thread.join();
            }
            writers.forEach(writer -> writer.finishOn(commands.get(other)));

            assertThat(writers)
                    .allSatisfy(writer -> assertThat(writer.surprises()).isEmpty());
            assertThat(handler(tenant, commands.get(other))).isNotEqualTo(killed);
            Map<String, Long> events =
                    TestStore.counted(server.events(nodes.database().dataSource()).stream());
            writers.forEach(writer ->
                    assertThat(events).containsAllEntriesOf(TestStore.counted(writer.decisionEvents().stream())));
            nodes.startCommandSide(killed);
            nodes.commandSide(killed).client();
            mustAddUp();
            List<String> reasons = queries.get(0)
                    .get("/api/tenants/%s/history?limit=1000".formatted(tenant))
                    .mustBe(200)
                    .each("reason");
            assertThat(reasons.stream().filter(reason -> reason.startsWith("w")))
                    .doesNotHaveDuplicates();
            writers.forEach(writer -> assertThat(reasons).containsAll(writer.changes()));
        }

        /** Which node is handed the tenant's commands, whoever is asked. */
        private int handler(String tenant, Client asked) throws Exception {
            Map<String, Long> before = server.handled(ChangeTenantSettings.class);
            asked.post("/api/tenants/" + tenant + "/settings", json("{'cold_start_min_labels': 77}"))
                    .mustBe(200);
            Map<String, Long> after = server.handled(ChangeTenantSettings.class);
            return IntStream.range(0, Nodes.EACH)
                    .filter(i -> handledBy(i, after) > handledBy(i, before))
                    .findFirst()
                    .orElseThrow();
        }

        private long handledBy(int node, Map<String, Long> handled) {
            String program = nodes.commandSide(node).pid() + "@";
            return handled.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(program))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }
}
