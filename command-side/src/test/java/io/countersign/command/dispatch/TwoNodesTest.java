package io.countersign.command.dispatch;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import io.countersign.testkit.MemoryScans;
import io.countersign.testkit.Scan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two programs on one database, whose own default isolation is another than ours. */
@Tag("program")
class TwoNodesTest {
    private static final int CALLERS = 8;

    private static EmbeddedDatabase database;
    private static List<CommandProgram> nodes;
    private static int number;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        String name = database.jdbc()
                .sql("select current_database()")
                .query(String.class)
                .single();
        database.jdbc()
                .sql("alter database %s set default_transaction_isolation = 'repeatable read'".formatted(name))
                .update();
        nodes = List.of(CommandProgram.on(database), CommandProgram.on(database));
    }

    @AfterAll
    static void stop() {
        nodes.forEach(CommandProgram::close);
        database.close();
    }

    @AfterEach
    void memory_is_a_fold_over_the_events_and_every_event_has_its_place() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> database.jdbc()
                        .sql(
                                "select (select count(*) from event_store.event) = (select max(position) from event_store.event_order)")
                        .query(Boolean.class)
                        .single());
        assertThat(Scan.differences(MemoryScans.all(), database.jdbc())).isEmpty();
    }

    private static Client node(int caller) {
        return nodes.get(caller % nodes.size()).owner();
    }

    /** Each caller does it at the same moment, by turns on one node and the other. */
    private static <T> List<T> atOnce(IntFunction<T> work) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int caller = i;
            running.add(callers.submit(() -> {
                start.await();
                return work.apply(caller);
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get());
        }
        callers.shutdown();
        return results;
    }

    private static String tenant() {
        String tenant = "tenant-" + ++number;
        node(number)
                .post("/api/tenants", json("{'name': 'Acme', 'tenant_id': '%s'}", tenant))
                .mustBe(201);
        return tenant;
    }

    private static String transaction(String tenant, String txn, int amount) {
        return json(
                "{'tenant_id': '%s', 'transactions': [{'txn_id': '%s', 'date': '2026-03-01', 'vendor': 'Walmart',"
                        + " 'amount': %s, 'currency': 'USD', 'proposal': {'account': '6000', 'calibrated_p': 0.9, 'source': 'llm',"
                        + " 'llm_cost_usd': 0.01}}]}",
                tenant, txn, amount);
    }

    @Test
    void make_one_tenant_of_two_that_want_the_same_id() throws Exception {
        for (int round = 0; round < 5; round++) {
            String body = json("{'name': 'Acme', 'tenant_id': 'wanted-%s'}", round);
            List<Answer> answers = atOnce(caller -> node(caller).post("/api/tenants", body));

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 201)
                    .allSatisfy(answer -> answer.mustBeProblem(409, "tenant_exists"));
        }
    }

    @Test
    void lose_nobodys_change_of_a_tenants_settings() throws Exception {
        String tenant = tenant();
        int rounds = 12;
        List<List<Answer>> answers = atOnce(caller -> IntStream.range(0, rounds)
                .mapToObj(round -> node(caller + round)
                        .post(
                                "/api/tenants/%s/settings".formatted(tenant),
                                json("{'cold_start_min_labels': %s}", caller * rounds + round + 4)))
                .toList());

        answers.forEach(own -> own.forEach(answer -> answer.mustBe(200)));
        List<JsonNode> changes = database.jdbc()
                .sql("""
                        select convert_from(payload, 'UTF8') from event_store.event
                        where aggregate_identifier = :tenant and sequence_number > 0
                        order by sequence_number
                        """)
                .param("tenant", "tenant:" + tenant)
                .query((row, n) ->
                        tools.jackson.databind.json.JsonMapper.shared().readTree(row.getString(1)))
                .list();
        assertThat(changes).hasSize(CALLERS * rounds);
        assertThat(changes.get(0).at("/before/coldStartMinLabels").intValue()).isEqualTo(3);
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).get("before"))
                    .isEqualTo(changes.get(i - 1).get("after"));
        }
        assertThat(answers.stream()
                        .flatMap(List::stream)
                        .map(a ->
                                a.json().at("/updates/cold_start_min_labels/to").intValue()))
                .containsExactlyInAnyOrderElementsOf(changes.stream()
                        .map(c -> c.at("/after/coldStartMinLabels").intValue())
                        .toList());
        assertThat(answers.stream()
                        .flatMap(List::stream)
                        .map(a -> a.header("ETag").orElseThrow()))
                .doesNotHaveDuplicates()
                .contains("\"%s\"".formatted(1 + CALLERS * rounds));
    }

    @Test
    void let_one_of_several_through_who_expect_the_same_version() throws Exception {
        String tenant = tenant();
        List<Answer> answers = atOnce(caller -> node(caller)
                .with("If-Match", "\"1\"")
                .post(
                        "/api/tenants/%s/settings".formatted(tenant),
                        json("{'cold_start_min_labels': %s}", 10 + caller)));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> answer.mustBeProblem(412, "precondition_failed"));
    }

    @Test
    void carry_out_a_request_once_whichever_of_them_it_is_sent_to() throws Exception {
        String key = UUID.randomUUID().toString();
        String body = json("{'name': 'Once'}");
        List<Answer> answers =
                atOnce(caller -> node(caller).with("Idempotency-Key", key).post("/api/tenants", body));

        List<Answer> made =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(made).isNotEmpty();
        assertThat(made).extracting(Answer::text).containsOnly(made.get(0).text());
        assertThat(made)
                .filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty())
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> answer.mustBeProblem(409, "idempotency_key_in_use"));
        for (int caller = 0; caller < 2; caller++) {
            Answer again = node(caller)
                    .with("Idempotency-Key", key)
                    .post("/api/tenants", body)
                    .mustBe(201);
            assertThat(again.text()).isEqualTo(made.get(0).text());
            assertThat(again.header("Idempotency-Replayed")).hasValue("true");
            node(caller)
                    .with("Idempotency-Key", key)
                    .post("/api/tenants", json("{'name': 'Other'}"))
                    .mustBeProblem(422, "idempotency_key_reused");
        }
        assertThat(database.jdbc()
                        .sql(
                                "select count(*) from event_store.event where convert_from(payload, 'UTF8') like '%\"Once\"%'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void decide_a_transaction_once_and_see_each_others_decisions() throws Exception {
        String tenant = tenant();
        List<List<String>> statuses = atOnce(caller -> IntStream.range(0, 10)
                .mapToObj(i -> node(caller)
                        .post("/api/decisions", transaction(tenant, "same-" + i, 5))
                        .mustBe(200)
                        .json()
                        .get(0)
                        .get("status")
                        .stringValue())
                .toList());

        for (int i = 0; i < 10; i++) {
            int txn = i;
            assertThat(statuses.stream().map(own -> own.get(txn)))
                    .as("what was said of same-%s", txn)
                    .containsOnly("decided", "duplicate")
                    .filteredOn("decided"::equals)
                    .hasSize(1);
        }
        List<Integer> counts = database.jdbc()
                .sql("""
                        select coalesce((convert_from(e.payload, 'UTF8')::jsonb #>> '{inputs,amounts,count}')::int, 0)
                        from event_store.event e
                        join event_store.event_order using (global_index)
                        where e.aggregate_identifier like :decisions
                        order by position
                        """)
                .param("decisions", "decision:" + tenant + "/%")
                .query(Integer.class)
                .list();
        assertThat(counts).isEqualTo(IntStream.range(0, counts.size()).boxed().toList());
    }

    @Test
    void let_one_of_several_settle_a_decision() throws Exception {
        String tenant = tenant();
        node(0).post("/api/decisions", transaction(tenant, "t", 1)).mustBe(200);
        List<Answer> answers = atOnce(caller -> node(caller)
                .post(
                        "/api/decisions/%s/t/%s".formatted(tenant, caller % 2 == 0 ? "approve" : "reject"),
                        json("{'reason': 'x'}")));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> answer.mustBeProblem(409, "already_settled"));
    }

    private static String propose(String tenant, String pattern) {
        return node(++number)
                .post(
                        "/api/rules/candidates",
                        json(
                                "{'tenant_id': '%s', 'vendor_pattern': '%s', 'suggested_account': '6000',"
                                        + " 'evidence': {'count': 24, 'precision': 0.96}}",
                                tenant, pattern))
                .mustBe(201)
                .json()
                .path("candidate_id")
                .asString();
    }

    @Test
    void give_a_rule_book_one_row_of_versions() throws Exception {
        String tenant = tenant();
        List<String> candidates = IntStream.range(0, CALLERS)
                .mapToObj(i -> propose(tenant, "vendor " + i + "*"))
                .toList();
        List<List<Answer>> answers = atOnce(caller -> IntStream.range(0, CALLERS)
                .mapToObj(i -> node(caller + i)
                        .post("/api/rules/candidates/%s/accept".formatted(candidates.get((caller + i) % CALLERS))))
                .toList());

        List<JsonNode> accepted = answers.stream()
                .flatMap(List::stream)
                .map(answer -> answer.mustBe(200).json())
                .filter(answer -> !answer.has("no_change"))
                .toList();
        assertThat(accepted)
                .extracting(answer -> answer.path("version_id").asString())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, CALLERS)
                        .mapToObj(version -> "v" + version)
                        .toList());
    }

    @Test
    void know_what_the_other_made_of_a_book_that_they_keep_at_hand() {
        String tenant = tenant();
        String toTheBeginning = json("{'tenant_id': '%s', 'to_version': 'v0'}", tenant);
        assertThat(node(0).post("/api/rules/rollback", toTheBeginning)
                        .mustBe(200)
                        .json()
                        .path("no_change")
                        .booleanValue())
                .isTrue();
        String candidate = propose(tenant, "depot*");
        String accept = "/api/rules/candidates/%s/accept".formatted(candidate);
        node(0).post(accept).mustBe(200);
        assertThat(node(1).post(accept).mustBe(200).json().path("no_change").booleanValue())
                .isTrue();

        node(0).post("/api/rules/rollback", toTheBeginning).mustBe(200);
        assertThat(node(1).post(accept).mustBe(200).json().path("version_id").asString())
                .isEqualTo("v3");
        node(0).post("/api/rules/candidates/%s/reject".formatted(candidate)).mustBeProblem(409, "candidate_accepted");
        String another = propose(tenant, "rail*");
        node(1).post("/api/rules/candidates/%s/reject".formatted(another)).mustBe(200);
        node(0).post("/api/rules/candidates/%s/accept".formatted(another)).mustBeProblem(409, "candidate_rejected");
    }

    @Test
    void forget_what_they_keep_at_hand_of_books_when_the_other_writes_memory_anew() {
        String tenant = tenant();
        node(0).post("/api/rules/candidates/%s/accept".formatted(propose(tenant, "depot*")))
                .mustBe(200);
        database.jdbc()
                .sql(
                        "update command_side.rule_memory set rule = jsonb_set(rule, '{account}', '\"wrong\"') where scope = :tenant")
                .param("tenant", tenant)
                .update();
        assertThat(accountOf(node(1), tenant, "before")).isEqualTo("wrong");

        node(0).post("/api/admin/memory/rebuild").mustBe(200);

        assertThat(accountOf(node(1), tenant, "after")).isEqualTo("6000");
        assertThat(accountOf(node(0), tenant, "after that")).isEqualTo("6000");
    }

    private static String accountOf(Client node, String tenant, String txn) {
        return node.post(
                        "/api/decisions",
                        json(
                                "{'tenant_id': '%s', 'transactions': [{'txn_id': '%s', 'date': '2026-03-01',"
                                        + " 'vendor': 'Depot', 'amount': 5, 'currency': 'USD'}]}",
                                tenant, txn.replace(' ', '-')))
                .mustBe(200)
                .json()
                .get(0)
                .path("account")
                .asString();
    }
}
