package io.countersign.standalone.dryrun;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.policy.Rule;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.RuleBookClient;
import io.countersign.standalone.support.TestAxonServer;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.countersign.testkit.DatabaseContent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class DryRunTest {
    private Program program;
    private Client owner;
    private String tenant;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        tenant = program.eagerTenant();
        decide(tenant, 10);
    }

    private void decide(String of, int count) {
        String transactions =
                Stream.generate(Txn::fresh).limit(count).map(Txn::json).collect(Collectors.joining(", "));
        owner.post("/api/decisions", json("{'tenant_id': '%s', 'transactions': [", of) + transactions + "]}")
                .mustBe(200);
    }

    private static Rule rule(String pattern, String account) {
        return new Rule(
                "",
                Rule.Type.VENDOR_GLOB,
                pattern,
                account,
                Rule.PROMOTED_PRIORITY,
                new BigDecimal("0.96"),
                24,
                null,
                null,
                null,
                "promoted",
                null);
    }

    @Nested
    class any_dry_run {
        @Test
        void leaves_the_whole_database_as_it_was() {
            RuleBookClient book = new RuleBookClient(owner, tenant);
            RuleBookClient firm = RuleBookClient.ofFirm(owner);
            book.accept(book.propose(rule("office*", "6000 Office")));
            String one = book.propose(rule("office d*", "6999 Other")).candidateId();
            String other = book.propose(rule("*depot", "6999 Other")).candidateId();
            Rule ofFirm = firm.propose(rule("office depot*", "6999 Other"));
            Map<String, String> before = content();

            ask(200, "/api/rules/dryrun", "{'candidate_id': '%s'}", one);
            ask(200, "/api/rules/dryrun?candidate_id=" + one, "{}");
            ask(200, "/api/rules/dryrun", "{'candidate_ids': ['%s', '%s'], 'from': '2020-01-01'}", one, other);
            ask(200, "/api/rules/dryrun", "{'to_version': 'v0', 'tenant_id': '%s'}", tenant);
            ask(200, "/api/rules/dryrun", "{'candidate_id': '%s'}", ofFirm.candidateId());
            ask(200, "/api/rules/dryrun", "{'candidate_id': '%s', 'tenant_id': '%s'}", ofFirm.candidateId(), tenant);
            ask(200, "/api/rules/dryrun", "{'to_version': 'v0'}");
            ask(200, "/api/tenants/" + tenant + "/settings/dryrun", "{'autopost_threshold': 0.98}");
            ask(404, "/api/rules/dryrun", "{'candidate_id': 'cand-none'}");
            ask(404, "/api/rules/dryrun", "{'to_version': 'v7', 'tenant_id': '%s'}", tenant);
            ask(400, "/api/rules/dryrun", "{}");
            ask(400, "/api/tenants/" + tenant + "/settings/dryrun", "{'autopost_threshold': 2}");

            assertThat(changedSince(before)).isEmpty();
            owner.post("/api/rules/candidates/" + ofFirm.candidateId() + "/reject")
                    .mustBe(200);
            assertThat(changedSince(before))
                    .contains(
                            TestAxonServer.isChosen() ? "command_side.followed" : "event_store.event",
                            "read_model.rule_candidate");
        }

        private void ask(int status, String path, String body, Object... values) {
            owner.post(path, json(body, values)).mustBe(status);
        }

        private List<String> changedSince(Map<String, String> before) {
            Map<String, String> now = content();
            assertThat(now).containsOnlyKeys(before.keySet());
            return now.keySet().stream()
                    .filter(name -> !now.get(name).equals(before.get(name)))
                    .toList();
        }

        /** Once every projection has stored that it has what was written last. */
        private Map<String, String> content() {
            JdbcClient jdbc = program.database().jdbc();
            await().until(() -> TestAxonServer.isChosen()
                    ? isStoredUpTo(program.events(), jdbc)
                    : jdbc.sql("""
                            select not exists (select from event_store.pending)
                                   and bool_and((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint
                                                = (select max(position) from event_store.event_order))
                            from read_model.token
                            """).query(Boolean.class).single());
            return DatabaseContent.of(jdbc);
        }

        private boolean isStoredUpTo(long head, JdbcClient jdbc) {
            return jdbc.sql("""
                            select bool_and((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint = :head)
                            from read_model.token
                            """).param("head", head).query(Boolean.class).single();
        }
    }

    @Nested
    class a_dry_run_of_settings {
        private String send(String settings, Txn... transactions) {
            String of = program.tenant(settings);
            String list = Stream.of(transactions).map(Txn::json).collect(Collectors.joining(", "));
            owner.post("/api/decisions", json("{'tenant_id': '%s', 'transactions': [", of) + list + "]}")
                    .mustBe(200);
            return of;
        }

        private List<String> affected(String of, String change) {
            return owner.post("/api/tenants/" + of + "/settings/dryrun", json(change))
                    .mustBe(200)
                    .json()
                    .path("affected_txn_ids")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
        }

        @Test
        void reaches_the_payment_that_went_over_the_cap() {
            Txn within = Txn.fresh().llm("1", "0.95", "0.6");
            Txn across = Txn.fresh().llm("1", "0.95", "0.6");
            Txn over = Txn.fresh().llm("1", "0.95", "0.1");
            String of = send(
                    "{'autopost_enabled': true, 'cold_start_min_labels': 0, 'llm_tenant_cap_usd': 1}",
                    within,
                    across,
                    over);

            assertThat(affected(of, "{'llm_tenant_cap_usd': 1.2}")).containsExactly(across.id());
            assertThat(affected(of, "{'llm_tenant_cap_usd': 1.3}")).containsExactly(across.id(), over.id());
            assertThat(affected(of, "{'llm_tenant_cap_usd': 0.5}")).containsExactly(within.id());
            assertThat(affected(of, "{'llm_tenant_cap_usd': 0.6}")).isEmpty();
        }

        @Test
        void reaches_what_lies_at_the_threshold_and_no_further() {
            Txn at = Txn.fresh().proposal("1", "0.9");
            Txn above = Txn.fresh().proposal("1", "0.900001");
            Txn below = Txn.fresh().proposal("1", "0.899999");
            String of = send("{'autopost_enabled': true, 'cold_start_min_labels': 0}", at, above, below);

            assertThat(affected(of, "{'autopost_threshold': 0.9001}")).containsExactly(at.id(), above.id());
            assertThat(affected(of, "{'autopost_threshold': 0.8999}")).containsExactly(below.id());
            assertThat(affected(of, "{'autopost_threshold': 0.9}")).isEmpty();
        }

        @Test
        void reaches_what_only_the_switch_held_back() {
            Txn likely = Txn.fresh();
            Txn unlikely = Txn.fresh().proposal("1", "0.5");
            String of = send("{'cold_start_min_labels': 0}", likely, unlikely);

            assertThat(affected(of, "{'autopost_enabled': true}")).containsExactly(likely.id());
            assertThat(affected(of, "{'autopost_enabled': true, 'autopost_threshold': 0.98}"))
                    .containsExactly(likely.id());
            assertThat(affected(of, "{'autopost_enabled': false}")).isEmpty();
        }

        @Test
        void reaches_vendors_with_just_as_many_labels() {
            Txn first = Txn.fresh();
            String of = send("{'autopost_enabled': true, 'cold_start_min_labels': 1}", first);
            owner.post("/api/decisions/%s/%s/approve".formatted(of, first.id())).mustBe(200);
            Txn second = Txn.fresh();
            owner.post("/api/decisions", json("{'tenant_id': '%s', 'transactions': [%s]}", of, second.json()))
                    .mustBe(200);

            assertThat(affected(of, "{'cold_start_min_labels': 0}")).containsExactly(first.id());
            assertThat(affected(of, "{'cold_start_min_labels': 2}")).containsExactly(second.id());
        }
    }

    @Nested
    class a_comparison_with_what_is_in_force_now {
        private String send(String of, String... vendors) {
            List<Txn> transactions =
                    Stream.of(vendors).map(vendor -> Txn.fresh().vendor(vendor)).toList();
            String list = transactions.stream().map(Txn::json).collect(Collectors.joining(", "));
            owner.post("/api/decisions", json("{'tenant_id': '%s', 'transactions': [", of) + list + "]}")
                    .mustBe(200);
            return transactions.get(transactions.size() - 1).id();
        }

        private JsonNode ask(String path, String body, Object... values) {
            return owner.post(path, json(body, values)).mustBe(200).json();
        }

        private static String rates(JsonNode answer) {
            JsonNode impact = answer.path("projected_impact");
            return "%s → %s".formatted(impact.path("automation_rate_before"), impact.path("automation_rate_after"));
        }

        @Test
        void tells_of_a_rollback_what_it_takes_away_and_not_what_the_book_had_brought_before() {
            String of = program.tenant("{'autopost_enabled': true, 'autopost_threshold': 0.96}");
            RuleBookClient book = new RuleBookClient(owner, of);
            String last = send(of, "Sundial", "Quillmark");
            book.accept(book.propose(rule("sundial*", "6100")));
            book.accept(book.propose(rule("quillmark*", "6200")));
            String body = "{'to_version': 'v1', 'tenant_id': '%s'%s}";

            JsonNode recorded = ask("/api/rules/dryrun", body, of, "");
            JsonNode current = ask("/api/rules/dryrun", body, of, ", 'baseline': 'current'");

            assertThat(recorded.path("baseline").asString()).isEqualTo("recorded");
            assertThat(rates(recorded)).isEqualTo("0 → 0.5");
            assertThat(recorded.at("/newly_auto_posted/count").intValue()).isEqualTo(1);
            assertThat(recorded.at("/newly_auto_posted/amounts").toString()).isEqualTo("{\"USD\":12.5}");
            assertThat(current.path("baseline").asString()).isEqualTo("current");
            assertThat(rates(current)).isEqualTo("1 → 0.5");
            assertThat(current.path("newly_auto_posted").toString()).isEqualTo("{\"count\":0,\"amounts\":{}}");
            assertThat(current.path("affected").toString())
                    .isEqualTo(json(
                            "[{'tenant_id':'%s','txn_id':'%s','vendor':'Quillmark','amount':12.5,'currency':'USD',"
                                    + "'action_before':'auto_posted','action_after':'reviewed','account_before':'6200',"
                                    + "'account_after':'6000 Office'}]",
                            of, last));
        }

        @Test
        void adds_a_change_of_settings_to_the_settings_of_today() {
            String of = program.tenant(
                    "{'autopost_enabled': true, 'cold_start_min_labels': 0, 'autopost_threshold': 0.98}");
            send(of, "Sundial");
            owner.post("/api/tenants/" + of + "/settings", json("{'autopost_threshold': 0.9}"))
                    .mustBe(200);
            String path = "/api/tenants/" + of + "/settings/dryrun";

            assertThat(rates(ask(path, "{'cold_start_min_labels': 1}"))).isEqualTo("0 → 0");
            assertThat(rates(ask(path, "{'cold_start_min_labels': 1, 'baseline': 'current'}")))
                    .isEqualTo("1 → 0");
            assertThat(rates(ask(path + "?baseline=current", "{}"))).isEqualTo("1 → 1");
        }

        @Test
        void knows_the_books_of_every_tenant() {
            String of = program.tenant("{'autopost_enabled': true, 'autopost_threshold': 0.96}");
            send(of, "Sundial");
            RuleBookClient book = new RuleBookClient(owner, of);
            book.accept(book.propose(rule("sundial*", "6100")));
            String candidate = RuleBookClient.ofFirm(owner)
                    .propose(rule("sundial*", "6999"))
                    .candidateId();
            Client staff = program.person("staff", of).client();

            JsonNode recorded = staff.post("/api/rules/dryrun", json("{'candidate_id': '%s'}", candidate))
                    .mustBe(200)
                    .json();
            JsonNode current = staff.post(
                            "/api/rules/dryrun", json("{'candidate_id': '%s', 'baseline': 'current'}", candidate))
                    .mustBe(200)
                    .json();

            assertThat(recorded.path("affected_transactions").intValue()).isEqualTo(1);
            assertThat(current.path("affected_transactions").intValue()).isZero();
            owner.post("/api/rules/candidates/" + candidate + "/reject").mustBe(200);
        }

        @Test
        void is_asked_for_by_its_name() {
            String rules = json("{'to_version': 'v0', 'tenant_id': '%s', 'baseline': 'today'}", tenant);
            String settings = "/api/tenants/" + tenant + "/settings/dryrun";

            List<Answer> refused = List.of(
                    owner.post("/api/rules/dryrun", rules),
                    owner.post(settings, json("{'baseline': 'Current'}")),
                    owner.post(settings + "?baseline=now", "{}"),
                    owner.post(settings + "?baseline=recorded", json("{'baseline': 'current'}")));

            refused.forEach(answer -> assertThat(
                            answer.mustBe(400).json().at("/errors/0/field").asString())
                    .isEqualTo("baseline"));
        }
    }

    @Nested
    class many_dry_runs_at_once {
        @Test
        void are_refused_past_one_of_a_user_and_two_in_all_and_keep_nobody_else_waiting() throws Exception {
            String path = "/api/tenants/" + tenant + "/settings/dryrun";
            owner.get(path.replace("/settings/dryrun", "")).mustBe(200);
            Client auditor = program.person("auditor").client();
            Client another = program.person("auditor").client();
            ExecutorService clients = Executors.newFixedThreadPool(2);
            Future<Answer> first;
            Future<Answer> second;
            try (Connection connection = program.database().dataSource().getConnection();
                    Statement lock = connection.createStatement()) {
                connection.setAutoCommit(false);
                lock.execute("lock table read_model.decision_reason_day in access exclusive mode");
                first = clients.submit(() -> owner.post(path, "{}"));
                await().until(() -> waiting() == 1);
                owner.post(path, "{}").mustBeProblem(429, "too_many_dry_runs");
                second = clients.submit(() -> auditor.post(path, "{}"));
                await().until(() -> waiting() == 2);

                owner.get("/api/tenants").mustBe(200);
                Answer refused = another.post(path, "{}").mustBeProblem(429, "too_many_dry_runs");
                assertThat(refused.header("Retry-After")).isPresent();
                connection.rollback();
            }
            clients.shutdown();
            first.get().mustBe(200);
            second.get().mustBe(200);
            owner.post(path, "{}").mustBe(200);
        }

        private int waiting() {
            return program.database().jdbc().sql("""
                            select count(*)
                            from pg_stat_activity
                            where wait_event_type = 'Lock'
                              and query like '%decision_reason_day%'
                              and datname = current_database()
                            """).query(Integer.class).single();
        }
    }
}
