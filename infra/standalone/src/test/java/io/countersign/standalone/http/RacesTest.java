package io.countersign.standalone.http;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Concurrently;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Commands that meet: one order, nobody's change lost. */
@UsesSharedProgram
class RacesTest {
    private static final int CLIENTS = 8;

    private Program program;
    private Client owner;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
    }

    @Nested
    class many_changes_of_one_tenant {
        private static final int EACH = 12;

        @Test
        void follow_one_another_without_a_gap() throws Exception {
            String tenant = program.tenant();
            List<Callable<List<Answer>>> clients = IntStream.range(0, CLIENTS)
                    .<Callable<List<Answer>>>mapToObj(client -> () -> changes(tenant, client))
                    .toList();

            List<JsonNode> answers = Concurrently.run(clients).stream()
                    .flatMap(List::stream)
                    .map(Answer::json)
                    .map(answer -> answer.path("updates"))
                    .filter(updates -> !updates.isEmpty())
                    .toList();

            List<JsonNode> history = new ArrayList<>();
            owner.get("/api/tenants/" + tenant + "/history?limit=1000")
                    .mustBe(200)
                    .json()
                    .forEach(row -> history.add(0, row.path("changes")));
            List<JsonNode> changes = history.subList(1, history.size());
            assertThat(changes).containsExactlyInAnyOrderElementsOf(answers);
            assertThat(changes).hasSize(CLIENTS * EACH);
            JsonNode last = null;
            for (JsonNode change : changes) {
                JsonNode labels = change.path("cold_start_min_labels");
                assertThat(labels.path("from")).isEqualTo(last == null ? labels.path("from") : last);
                last = labels.path("to");
            }
            assertThat(owner.get("/api/tenants/" + tenant).json().path("cold_start_min_labels"))
                    .isEqualTo(last);
        }

        /** Numbers that no other client sets, and never the same twice in a row, so every command is a change. */
        private List<Answer> changes(String tenant, int client) {
            return IntStream.range(0, EACH)
                    .mapToObj(i -> owner.post(
                                    "/api/tenants/" + tenant + "/settings",
                                    json("{'cold_start_min_labels': %d}", 4 + client + CLIENTS * (i % 2)))
                            .mustBe(200))
                    .toList();
        }
    }

    @Nested
    class changes_on_a_version {
        private static final int EACH = 6;

        @Test
        void lose_nothing_as_the_loser_reads_again() throws Exception {
            String tenant = program.tenant("{'cold_start_min_labels': 0}");
            List<Callable<Integer>> clients = IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(i -> () -> countUp(tenant))
                    .toList();

            Concurrently.run(clients);

            assertThat(owner.get("/api/tenants/" + tenant)
                            .json()
                            .path("cold_start_min_labels")
                            .intValue())
                    .isEqualTo(4 * EACH);
        }

        private int countUp(String tenant) {
            int done = 0;
            int tried = 0;
            while (done < EACH) {
                Answer now = owner.get("/api/tenants/" + tenant).mustBe(200);
                int next = now.json().path("cold_start_min_labels").intValue() + 1;
                Answer answer = owner.with("If-Match", now.header("ETag").orElseThrow())
                        .post("/api/tenants/" + tenant + "/settings", json("{'cold_start_min_labels': %d}", next));
                if (answer.status() == 200) {
                    done++;
                } else {
                    answer.mustBeProblem(412, "precondition_failed");
                }
                assertThat(++tried).as("tries").isLessThan(500);
            }
            return tried;
        }
    }

    @Nested
    class the_same_tenant_made_by_many {
        @Test
        void is_made_once() throws Exception {
            List<Callable<Answer>> requests = IntStream.range(0, CLIENTS)
                    .<Callable<Answer>>mapToObj(i -> () ->
                            owner.post("/api/tenants", json("{'name': 'Number %d', 'tenant_id': 'contested'}", i)))
                    .toList();

            List<Answer> answers = Concurrently.run(requests);

            List<Answer> made =
                    answers.stream().filter(answer -> answer.status() == 201).toList();
            assertThat(made).hasSize(1);
            answers.stream()
                    .filter(answer -> answer.status() != 201)
                    .forEach(answer -> answer.mustBeProblem(409, "tenant_exists"));
            assertThat(owner.get("/api/tenants/contested").json().path("name"))
                    .isEqualTo(made.get(0).json().path("name"));
        }
    }

    @Nested
    class the_same_transaction_sent_by_many {
        @Test
        void is_decided_once() throws Exception {
            String tenant = program.tenant();
            String txn = Program.freshTxn();
            String body = json("{'tenant_id': '%s', 'transactions': [%s]}", tenant, Program.transaction(txn));
            List<Callable<Answer>> requests = IntStream.range(0, CLIENTS)
                    .<Callable<Answer>>mapToObj(i -> () -> owner.post("/api/decisions", body))
                    .toList();
            long before = program.events();

            List<Answer> answers = Concurrently.run(requests);

            assertThat(program.events()).isEqualTo(before + 1);
            assertThat(answers.stream()
                            .map(answer -> answer.mustBe(200)
                                    .json()
                                    .get(0)
                                    .path("status")
                                    .asString()))
                    .containsOnlyOnce("decided")
                    .allMatch(status -> status.equals("decided") || status.equals("duplicate"));
        }

        @Test
        void is_settled_once() throws Exception {
            String tenant = program.tenant();
            String path = "/api/decisions/" + tenant + "/" + program.decided(tenant);
            List<Callable<Answer>> requests = List.of(
                    () -> owner.post(path + "/approve"),
                    () -> owner.post(path + "/correct", json("{'account': '7000'}")),
                    () -> owner.post(path + "/reject", json("{'reason': 'no'}")),
                    () -> owner.post(path + "/approve"));

            List<Answer> answers = Concurrently.run(requests);

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            answers.stream()
                    .filter(answer -> answer.status() != 200)
                    .forEach(answer -> answer.mustBeProblem(409, "already_settled"));
        }
    }

    @Nested
    class streams_that_run_side_by_side {
        private static final int LINES = 300;

        @Test
        void decide_each_transaction_once_and_count_the_labels_alike() throws Exception {
            String tenant = program.tenant();
            String same = IntStream.range(0, LINES)
                    .mapToObj(i -> json("{'tenant_id': '%s', ", tenant)
                            + Program.transaction("side-" + i).substring(1) + "\n")
                    .reduce("", String::concat);
            List<Callable<Answer>> requests = IntStream.range(0, 3)
                    .<Callable<Answer>>mapToObj(i -> () -> owner.post("/api/decisions", "application/x-ndjson", same)
                            .mustBe(200))
                    .toList();
            long before = program.events();

            List<JsonNode> summaries = Concurrently.run(requests).stream()
                    .map(Answer::lines)
                    .map(lines -> lines.get(lines.size() - 1).path("summary"))
                    .toList();

            assertThat(program.events()).isEqualTo(before + LINES);
            assertThat(summaries.stream()
                            .mapToInt(summary -> summary.path("decided").intValue())
                            .sum())
                    .isEqualTo(LINES);
            assertThat(summaries.stream()
                            .mapToInt(summary -> summary.path("duplicate").intValue())
                            .sum())
                    .isEqualTo(2 * LINES);
        }
    }
}
