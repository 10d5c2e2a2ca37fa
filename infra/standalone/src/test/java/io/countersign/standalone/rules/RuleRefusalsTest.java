package io.countersign.standalone.rules;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Rule;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.RuleBookClient;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be done with rules and candidates, and whether the refusal names the thing. */
@UsesSharedProgram
class RuleRefusalsTest {
    private Program program;
    private Client owner;
    private String tenant;
    private RuleBookClient books;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        tenant = program.eagerTenant();
        books = new RuleBookClient(owner, tenant);
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

    private static void names(Answer refused, String... things) {
        assertThat(refused.json().path("detail").asString()).contains(things);
    }

    @Nested
    class an_unknown_candidate {
        @Test
        void is_not_found() {
            program.writesNothing(() -> {
                for (String path : List.of(
                        "/api/rules/dryrun?candidate_id=cand-none",
                        "/api/rules/candidates/cand-none/accept",
                        "/api/rules/candidates/cand-none/reject")) {
                    names(owner.post(path).mustBeProblem(404, "candidate_not_found"), "cand-none");
                }
                String known = books.tenant();
                names(
                        owner.post(
                                        "/api/rules/dryrun",
                                        json("{'candidate_ids': ['cand-none'], 'tenant_id': '%s'}", known))
                                .mustBeProblem(404, "candidate_not_found"),
                        "cand-none");
            });
        }

        @Test
        void that_is_no_name_at_all_is_not_repeated() {
            Answer refused = owner.post("/api/rules/dryrun", json("{'candidate_id': 'a b<script>'}"));

            refused.mustBeProblem(404, "candidate_not_found");
            assertThat(refused.text()).doesNotContain("script");
        }
    }

    @Nested
    class another_tenants_candidate {
        @Test
        void is_not_found_by_those_who_may_not_see_it() {
            program.decided(tenant);
            String candidate = books.propose(rule("office depot*", "6100")).candidateId();
            Client assigned = program.person("staff", tenant).client();
            Client elsewhere = program.person("staff", program.tenant()).client();

            names(
                    elsewhere
                            .post("/api/rules/dryrun?candidate_id=" + candidate)
                            .mustBeProblem(404, "candidate_not_found"),
                    candidate);
            assigned.post("/api/rules/dryrun?candidate_id=" + candidate).mustBe(200);
        }

        @Test
        void is_no_candidate_for_this_one() {
            String candidate = books.propose(rule("office depot*", "6100")).candidateId();

            owner.post(
                            "/api/rules/dryrun",
                            json("{'candidate_id': '%s', 'tenant_id': '%s'}", candidate, program.tenant()))
                    .mustBeInvalid("tenant_id");
        }

        @Test
        void is_not_run_together_with_one_of_ours() {
            String one = books.propose(rule("office depot*", "6100")).candidateId();
            String other = new RuleBookClient(owner, program.tenant())
                    .propose(rule("office*", "6100"))
                    .candidateId();

            owner.post("/api/rules/dryrun", json("{'candidate_ids': ['%s', '%s']}", one, other))
                    .mustBeInvalid("candidate_ids");
        }
    }

    @Nested
    class what_an_address_says_in_vain {
        @Test
        void is_refused_by_name() {
            program.writesNothing(() -> {
                owner.post("/api/rules/rollback?to_version=v0&tenant_id=" + tenant)
                        .mustBeInvalid("tenant_id");
                owner.post("/api/rules/candidates/mine?tenant_id=" + tenant, json("{}"))
                        .mustBeInvalid("tenant_id");
                owner.post("/api/rules/candidates/cand-1/accept?replace=true&reason=x")
                        .mustBeInvalid("replace", "reason");
                owner.post(
                                "/api/tenants/" + tenant + "/settings?autopost_enabled=false",
                                json("{'llm_tenant_cap_usd': 7}"))
                        .mustBeInvalid("autopost_enabled");
            });
            owner.post("/api/rules/rollback?to_version=v0", json("{'tenant_id': '%s'}", tenant))
                    .mustBe(200);
        }
    }

    @Nested
    class what_an_address_and_a_body_say_differently {
        @Test
        void is_refused() {
            String one = books.propose(rule("office depot*", "6100")).candidateId();
            String other = books.propose(rule("office*", "6100")).candidateId();
            program.writesNothing(() -> {
                owner.post("/api/rules/rollback?to_version=v0", json("{'to_version': 'v1', 'tenant_id': '%s'}", tenant))
                        .mustBeInvalid("to_version");
                owner.post("/api/rules/dryrun?candidate_id=" + one, json("{'candidate_id': '%s'}", other))
                        .mustBeInvalid("candidate_id");
                owner.post("/api/rules/dryrun?candidate_id=" + one, json("{'candidate_ids': ['%s']}", other))
                        .mustBeInvalid("candidate_ids");
                owner.post(
                                "/api/rules/dryrun",
                                json("{'candidate_id': '%s', 'candidate_ids': ['%s', '%s']}", one, one, other))
                        .mustBeInvalid("candidate_ids");
            });
        }

        @Test
        void is_taken_when_it_is_the_same() {
            program.decided(tenant);
            String one = books.propose(rule("office depot*", "6100")).candidateId();

            owner.post("/api/rules/rollback?to_version=v0", json("{'to_version': 'v0', 'tenant_id': '%s'}", tenant))
                    .mustBe(200);
            owner.post(
                            "/api/rules/dryrun?candidate_id=" + one,
                            json("{'candidate_id': '%s', 'candidate_ids': ['%s']}", one, one))
                    .mustBe(200);
        }
    }

    @Nested
    class a_pattern_that_is_written_as_statements_show_vendors {
        @Test
        void is_taken_with_a_warning() {
            Answer proposed =
                    owner.post("/api/rules/candidates", candidate("WALMART #*")).mustBe(201);
            Answer imported = owner.post(
                            "/api/rules/import?tenant_id=" + tenant,
                            "application/yaml",
                            "rules:\n  - {rule_id: r-1, type: vendor_regex, pattern: 'Starbucks #', account: '6100', confidence: 0.9}\n")
                    .mustBe(200);

            assertThat(proposed.json().path("warnings").get(0).asString()).contains("WALMART #1234");
            assertThat(imported.json().path("warnings").get(0).asString()).startsWith("r-1: ");
            String page = owner.with("Accept", "text/html")
                    .get("/rules/candidates/"
                            + proposed.json().path("candidate_id").asString())
                    .mustBe(200)
                    .text();
            assertThat(page).contains("role=\"note\"");
        }

        @Test
        void is_told_from_one_that_matches_them() {
            assertThat(owner.post("/api/rules/candidates", candidate("WALMART*"))
                            .mustBe(201)
                            .json()
                            .has("warnings"))
                    .isFalse();
        }

        private String candidate(String pattern) {
            return json(
                    "{'vendor_pattern': '%s', 'suggested_account': '6100', 'tenant_id': '%s', 'evidence': {'count': 5, 'precision': 0.9}}",
                    pattern, tenant);
        }
    }

    @Nested
    class a_tenant_that_is_not_there {
        @Test
        void is_not_found_by_a_dry_run() {
            String candidate = books.propose(rule("office depot*", "6100")).candidateId();

            owner.post("/api/rules/dryrun", json("{'candidate_id': '%s', 'tenant_id': 'nope'}", candidate))
                    .mustBeProblem(404, "tenant_not_found");
        }
    }

    @Nested
    class an_unknown_version {
        @ParameterizedTest
        @CsvSource({"v7, v7", "7, ''", "v-1, ''", "v01, ''", "v99999999999, ''"})
        void is_not_found(String version, String named) {
            String of = "tenant_id=" + tenant;
            String body = json("{'to_version': '%s', 'tenant_id': '%s'}", version, tenant);
            program.writesNothing(() -> {
                for (Answer refused : List.of(
                        owner.post("/api/rules/rollback", body),
                        owner.post("/api/rules/dryrun", body),
                        owner.get("/api/rules/versions/" + version + "?" + of),
                        owner.get("/api/rules/versions/" + version + ".yaml?" + of),
                        owner.get("/api/rules/diff?from=v0&to=" + version + "&" + of),
                        owner.get("/api/rules/diff?from=" + version + "&to=v0&" + of))) {
                    names(refused.mustBeProblem(404, "version_not_found"), named);
                }
            });
        }
    }

    @Nested
    class the_same_pattern {
        @Test
        void is_not_pending_twice() {
            String pending = books.propose(rule("office depot*", "6100")).candidateId();

            names(
                    owner.post(
                                    "/api/rules/candidates",
                                    json(
                                            "{'tenant_id': '%s', 'vendor_pattern': 'OFFICE DEPOT*', 'suggested_account': '2',"
                                                    + " 'evidence': {'count': 1, 'precision': 1}}",
                                            tenant))
                            .mustBeProblem(409, "candidate_pending"),
                    pending,
                    "office depot*");
        }

        @Test
        void comes_into_a_book_with_another_account_only_in_its_place() {
            Rule first = books.propose(rule("office depot*", "6100"));
            books.accept(first);
            String second = books.propose(rule("office depot*", "6200")).candidateId();

            names(
                    owner.post("/api/rules/candidates/" + second + "/accept").mustBeProblem(409, "rule_exists"),
                    first.ruleId(),
                    "office depot*",
                    "6100",
                    "6200");
        }

        @Test
        void is_not_run_twice_in_one_dry_run() {
            program.decided(tenant);
            String first = books.propose(rule("office depot*", "6100")).candidateId();
            owner.post("/api/rules/candidates/" + first + "/accept").mustBe(200);
            String second = books.propose(rule("office depot*", "6200")).candidateId();

            names(
                    owner.post("/api/rules/dryrun", json("{'candidate_ids': ['%s', '%s']}", first, second))
                            .mustBeProblem(409, "same_pattern"),
                    "office depot*");
        }
    }

    @Nested
    class evidence {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'count': -1, 'precision': 0.9} | evidence.count",
                    "{'count': 1.5, 'precision': 0.9} | evidence.count",
                    "{'count': 1000000001, 'precision': 0.9} | evidence.count",
                    "{'count': 1, 'precision': -0.1} | evidence.precision",
                    "{'count': 1, 'precision': 1.000001} | evidence.precision",
                    "{'count': 1, 'precision': 0.1234567} | evidence.precision",
                    "{'count': 1, 'precision': 0.9, 'std_dev': -0.01} | evidence.std_dev",
                    "{'count': 1, 'precision': 0.9, 'std_dev': 1.01} | evidence.std_dev",
                    "{'precision': 0.9} | evidence.count",
                    "{'count': 1} | evidence.precision"
                })
        void out_of_range_is_refused_by_field(String evidence, String field) {
            program.writesNothing(() -> owner.post(
                            "/api/rules/candidates",
                            json(
                                    "{'tenant_id': '%s', 'vendor_pattern': 'a*', 'suggested_account': '1', 'evidence': %s}",
                                    tenant, evidence))
                    .mustBeInvalid(field));
        }

        @Test
        void is_needed() {
            owner.post("/api/rules/candidates", json("{'vendor_pattern': 'a*', 'suggested_account': '1'}"))
                    .mustBeInvalid("evidence");
        }
    }

    @Nested
    class a_dry_run {
        @Test
        void without_decisions_is_refused() {
            String candidate = books.propose(rule("office depot*", "6100")).candidateId();

            owner.post("/api/rules/dryrun?candidate_id=" + candidate).mustBeProblem(400, "invalid_request");
            owner.post("/api/tenants/" + tenant + "/settings/dryrun", "{}").mustBeProblem(400, "invalid_request");
        }

        @Test
        void of_nothing_or_of_too_much_is_refused() {
            program.decided(tenant);
            String candidate = books.propose(rule("office depot*", "6100")).candidateId();

            owner.post("/api/rules/dryrun", "{}").mustBeInvalid("candidate_id");
            owner.post("/api/rules/dryrun", json("{'candidate_id': '%s', 'to_version': 'v0'}", candidate))
                    .mustBeInvalid("candidate_id");
            owner.post(
                            "/api/rules/dryrun",
                            json("{'candidate_id': '%s', 'from': 'yesterday', 'to': '2026-13-01'}", candidate))
                    .mustBeInvalid("from", "to");
            owner.post("/api/rules/dryrun", json("{'candidate_id': '%s', 'surprise': 1}", candidate))
                    .mustBeInvalid("surprise");
        }

        @Test
        void of_settings_has_their_bounds() {
            program.decided(tenant);

            owner.post(
                            "/api/tenants/" + tenant + "/settings/dryrun",
                            json(
                                    "{'autopost_threshold': 0.99, 'llm_tenant_cap_usd': -1, 'cold_start_min_labels': 101}"))
                    .mustBeInvalid("autopost_threshold", "llm_tenant_cap_usd", "cold_start_min_labels");
            owner.post("/api/tenants/nobody/settings/dryrun", "{}").mustBeProblem(404, "tenant_not_found");
        }
    }
}
