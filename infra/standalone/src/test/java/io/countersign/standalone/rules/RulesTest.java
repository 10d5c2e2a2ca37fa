package io.countersign.standalone.rules;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class RulesTest {
    private Program program;
    private Client owner;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
    }

    private String propose(String tenant, String pattern, String account) {
        return owner.post(
                        "/api/rules/candidates",
                        json(
                                "{'tenant_id': '%s', 'vendor_pattern': '%s', 'suggested_account': '%s',"
                                        + " 'evidence': {'count': 24, 'precision': 0.96, 'std_dev': 0.01}}",
                                tenant, pattern, account))
                .mustBe(201)
                .json()
                .path("candidate_id")
                .asString();
    }

    private Answer accept(String candidate) {
        return owner.post("/api/rules/candidates/" + candidate + "/accept");
    }

    /** 80 likely transactions, and 20 unlikely ones of which every second is the Office Depot's. */
    private void decideAHundred(String tenant) {
        String transactions = IntStream.range(0, 100)
                .mapToObj(i -> json(
                        "{'txn_id': 't%d', 'date': '2026-03-01', 'vendor': '%s', 'amount': 12.5, 'currency': 'USD',"
                                + " 'proposal': {'account': '6100', 'calibrated_p': %s, 'source': 'ml'}}",
                        i, i % 2 == 0 ? "Office Depot #" + (100 + i) : "Corner Shop", i < 80 ? "0.97" : "0.6"))
                .collect(Collectors.joining(","));
        owner.post("/api/decisions", json("{'tenant_id': '%s', 'transactions': [%s]}", tenant, transactions))
                .mustBe(200);
    }

    private JsonNode status(String tenant, String candidate) {
        for (JsonNode row : owner.get("/api/rules/candidates?status=all&tenant_id=" + tenant)
                .mustBe(200)
                .json()) {
            if (row.path("id").asString().equals(candidate)) {
                return row.path("status");
            }
        }
        throw new AssertionError("no candidate " + candidate);
    }

    @Nested
    class a_dry_run {
        @Test
        void foretells_what_accepting_would_have_done_and_changes_nothing() {
            String tenant = program.eagerTenant();
            decideAHundred(tenant);
            String candidate = propose(tenant, "office depot*", "6100");

            program.writesNothing(() -> {
                for (int i = 0; i < 2; i++) {
                    JsonNode answer = owner.post("/api/rules/dryrun", json("{'candidate_id': '%s'}", candidate))
                            .mustBe(200)
                            .json();
                    assertThat(answer.path("population").intValue()).isEqualTo(100);
                    assertThat(answer.path("projected_impact").toString())
                            .isEqualTo("{\"automation_rate_before\":0.8,\"automation_rate_after\":0.9,\"delta\":0.1}");
                    assertThat(answer.path("reason_deltas").toString())
                            .isEqualTo("{\"below_threshold\":{\"before\":20,\"after\":10,\"delta\":-10}}");
                    assertThat(answer.path("affected_transactions").intValue()).isEqualTo(10);
                    assertThat(answer.path("conflicts").size()).isZero();
                }
            });
        }

        @Test
        void shows_posted_transactions_that_would_have_had_another_account() {
            String tenant = program.eagerTenant();
            decideAHundred(tenant);
            String candidate = propose(tenant, "corner*", "6999");

            JsonNode answer = owner.post("/api/rules/dryrun?candidate_id=" + candidate)
                    .mustBe(200)
                    .json();

            assertThat(answer.path("conflicts").size()).isEqualTo(40);
            assertThat(answer.path("conflicts").get(0).path("account_before").asString())
                    .isEqualTo("6100");
            assertThat(answer.path("conflicts").get(0).path("account_after").asString())
                    .isEqualTo("6999");
        }

        @Test
        void of_settings_foretells_them_too() {
            String tenant = program.eagerTenant();
            decideAHundred(tenant);

            JsonNode answer = owner.post(
                            "/api/tenants/" + tenant + "/settings/dryrun", json("{'autopost_threshold': 0.98}"))
                    .mustBe(200)
                    .json();

            assertThat(answer.path("projected_impact")
                            .path("automation_rate_after")
                            .intValue())
                    .isZero();
            assertThat(answer.path("affected_transactions").intValue()).isEqualTo(80);
        }

        @Test
        void needs_decisions_and_one_known_change() {
            String tenant = program.tenant();
            String candidate = propose(tenant, "office depot*", "6100");

            owner.post("/api/rules/dryrun?candidate_id=" + candidate).mustBeProblem(400, "invalid_request");
            owner.post("/api/rules/dryrun?candidate_id=cand-none").mustBeProblem(404, "candidate_not_found");
            owner.post("/api/rules/dryrun", "{}").mustBeInvalid("candidate_id");
        }
    }

    @Nested
    class an_accepted_rule {
        @Test
        void decides_and_is_named_until_it_is_rolled_back() {
            String tenant = program.eagerTenant();
            String candidate = propose(tenant, "Office Depot*", "6100");
            JsonNode accepted = accept(candidate).mustBe(200).json();
            assertThat(accepted.path("version_id").asString()).isEqualTo("v1");
            assertThat(accepted.path("previous_version_id").asString()).isEqualTo("v0");
            assertThat(accept(candidate).mustBe(200).json().path("no_change").booleanValue())
                    .isTrue();
            assertThat(status(tenant, candidate).asString()).isEqualTo("accepted");

            JsonNode decided = decide(tenant, "r1");
            assertThat(decided.path("action").asString()).isEqualTo("auto_posted");
            assertThat(decided.path("rule_id").asString()).isEqualTo("rule-" + candidate);
            assertThat(decided.path("rule_scope").asString()).isEqualTo(tenant);
            assertThat(decided.path("rule_version").asString()).isEqualTo("v1");

            JsonNode back = owner.post("/api/rules/rollback", json("{'to_version': 'v0', 'tenant_id': '%s'}", tenant))
                    .mustBe(200)
                    .json();
            assertThat(back.path("version_id").asString()).isEqualTo("v2");
            assertThat(back.path("restored_from").asString()).isEqualTo("v0");
            assertThat(decide(tenant, "r2").path("rule_id").isNull()).isTrue();
            assertThat(status(tenant, candidate).asString()).isEqualTo("rolled_back");
            assertThat(accept(candidate).mustBe(200).json().path("version_id").asString())
                    .isEqualTo("v3");
        }

        private JsonNode decide(String tenant, String txn) {
            return owner.post(
                            "/api/decisions",
                            json(
                                    "{'tenant_id': '%s', 'transactions': [{'txn_id': '%s', 'date': '2026-03-01',"
                                            + " 'vendor': 'OFFICE DEPOT #1234', 'amount': 10, 'currency': 'USD'}]}",
                                    tenant, txn))
                    .mustBe(200)
                    .json()
                    .get(0);
        }

        @Test
        void is_in_its_version_the_diff_and_the_download_and_can_be_imported_elsewhere() {
            String tenant = program.tenant();
            accept(propose(tenant, "office depot*", "6100")).mustBe(200);
            String of = "?tenant_id=" + tenant;

            String yaml =
                    owner.get("/api/rules/versions/v1.yaml" + of).mustBe(200).text();
            assertThat(owner.with("Accept", "application/yaml")
                            .get("/api/rules/versions/v1" + of)
                            .mustBe(200)
                            .text())
                    .isEqualTo(yaml)
                    .contains("pattern: office depot*");
            JsonNode diff = owner.get("/api/rules/diff" + of + "&from=v0&to=v1")
                    .mustBe(200)
                    .json();
            assertThat(diff.path("added").size()).isEqualTo(1);
            assertThat(owner.get("/api/rules/active" + of)
                            .mustBe(200)
                            .json()
                            .path("tenant")
                            .path("version_id")
                            .asString())
                    .isEqualTo("v1");

            String other = program.tenant();
            owner.post(
                            "/api/rules/import?tenant_id=" + other,
                            "application/yaml",
                            yaml.replace("scope: " + tenant, "scope: " + other))
                    .mustBe(200);
            JsonNode imported = owner.get("/api/rules/versions/v1?tenant_id=" + other)
                    .mustBe(200)
                    .json();
            assertThat(imported.path("change").asString()).isEqualTo("imported");
            assertThat(imported.path("rules"))
                    .isEqualTo(owner.get("/api/rules/versions/v1" + of)
                            .mustBe(200)
                            .json()
                            .path("rules"));
        }
    }

    @Nested
    class a_candidate {
        @Test
        void follows_its_own_book_and_no_other() {
            String tenant = program.tenant();
            String candidate = propose(tenant, "office depot*", "6100");
            accept(candidate).mustBe(200);
            String yaml = owner.get("/api/rules/versions/v1.yaml?tenant_id=" + tenant)
                    .mustBe(200)
                    .text();
            String other = program.tenant();
            owner.post(
                            "/api/rules/import?tenant_id=" + other,
                            "application/yaml",
                            yaml.replace("scope: " + tenant, "scope: " + other))
                    .mustBe(200);

            owner.post("/api/rules/rollback", json("{'to_version': 'v0', 'tenant_id': '%s'}", tenant))
                    .mustBe(200);

            assertThat(status(tenant, candidate).asString()).isEqualTo("rolled_back");
        }

        @Test
        void that_was_rolled_back_and_then_rejected_stays_rejected() {
            String tenant = program.tenant();
            String candidate = propose(tenant, "office depot*", "6100");
            accept(candidate).mustBe(200);
            owner.post("/api/rules/rollback", json("{'to_version': 'v0', 'tenant_id': '%s'}", tenant))
                    .mustBe(200);

            owner.post("/api/rules/candidates/" + candidate + "/reject").mustBe(200);

            assertThat(status(tenant, candidate).asString()).isEqualTo("rejected");
            accept(candidate).mustBeProblem(409, "candidate_rejected");
        }

        @Test
        void for_the_same_department_is_the_same_however_it_is_spaced() {
            String tenant = program.tenant();
            String form =
                    "{'tenant_id': '%s', 'vendor_pattern': 'depot*', 'suggested_account': '1', 'department': '%s',"
                            + " 'evidence': {'count': 1, 'precision': 1}}";
            owner.post("/api/rules/candidates", json(form, tenant, "IT")).mustBe(201);

            owner.post("/api/rules/candidates", json(form, tenant, " IT ")).mustBeProblem(409, "candidate_pending");
            owner.post("/api/rules/candidates", json(form, tenant, "it")).mustBe(201);
        }
    }

    @Nested
    class the_active_rules {
        @Test
        void of_a_tenant_are_told_again_when_only_the_firms_changed() {
            String tenant = program.tenant();
            String path = "/api/rules/active?tenant_id=" + tenant;
            String etag = owner.get(path).mustBe(200).header("ETag").orElseThrow();

            Answer again = owner.with("If-None-Match", etag).get(path);

            assertThat(again.mustBe(200).json().path("firm").path("version_id").asString())
                    .startsWith("v");
        }
    }

    @Nested
    class bad_rules {
        @Test
        void are_refused_with_everything_that_is_wrong() {
            owner.post(
                            "/api/rules/candidates",
                            json("{'vendor_pattern': '*', 'suggested_account': '1', 'amount_min': 5, 'amount_max': 4,"
                                    + " 'evidence': {'count': -1, 'precision': 1}}"))
                    .mustBeInvalid("evidence.count", "amount_min", "vendor_pattern");
        }

        @Test
        void are_refused_by_name() {
            String tenant = program.tenant();
            program.writesNothing(() -> {
                for (String pattern : List.of("*", "**", " ")) {
                    owner.post(
                                    "/api/rules/candidates",
                                    json(
                                            "{'tenant_id': '%s', 'vendor_pattern': '%s', 'suggested_account': '1',"
                                                    + " 'evidence': {'count': 1, 'precision': 1}}",
                                            tenant, pattern))
                            .mustBeInvalid("vendor_pattern");
                }
                owner.post(
                                "/api/rules/candidates",
                                json("{'vendor_pattern': 'a*', 'suggested_account': '1',"
                                        + " 'evidence': {'count': -1, 'precision': 1.5}}"))
                        .mustBeInvalid("evidence.count", "evidence.precision");
                owner.post("/api/rules/rollback", json("{'to_version': 'v77'}"))
                        .mustBeProblem(404, "version_not_found");
            });
        }

        @Test
        void are_refused_while_the_same_pattern_is_pending() {
            String tenant = program.tenant();
            propose(tenant, "office depot*", "6100");

            program.writesNothing(() -> owner.post(
                            "/api/rules/candidates",
                            json(
                                    "{'tenant_id': '%s', 'vendor_pattern': 'OFFICE DEPOT*', 'suggested_account': '2',"
                                            + " 'evidence': {'count': 1, 'precision': 1}}",
                                    tenant))
                    .mustBeProblem(409, "candidate_pending"));
        }
    }
}
