package io.countersign.standalone.http;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Client;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class MetricsTest {
    private static final String[] FIELDS = {
        "window_start_ts",
        "window_end_ts",
        "population_n",
        "automation_rate",
        "auto_post_accuracy",
        "review_rate",
        "not_auto_post_counts",
        "review_backlog",
        "brier_score",
        "ece",
        "ece_bins",
        "llm_spend",
        "llm_cap",
        "llm_fallback_active",
        "psi_vendor",
        "psi_amount",
        "rule_version",
        "by_day"
    };
    private static final String[] REASONS = {
        "cold_start", "below_threshold", "imbalance", "budget_fallback", "anomaly", "rule_conflict", "autopost_disabled"
    };

    private Program program;
    private Client owner;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
    }

    private JsonNode metrics(String tenant) {
        return owner.get("/api/metrics/latest?tenant_id=" + tenant).mustBe(200).json();
    }

    private void decide(String tenant, Txn... transactions) {
        String list = List.of(transactions).stream().map(Txn::json).collect(Collectors.joining(", "));
        owner.post("/api/decisions", "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, list))
                .mustBe(200);
    }

    private void settle(String tenant, Txn txn, String how, String body) {
        owner.post("/api/decisions/%s/%s/%s".formatted(tenant, txn.id(), how), json(body))
                .mustBe(200);
    }

    private static void isNumber(JsonNode found, String field, String number) {
        assertThat(found.path(field).decimalValue()).as(field).isEqualTo(new BigDecimal(number));
    }

    @Nested
    class of_a_tenant_without_decisions {
        @Test
        void counts_are_zero_and_shares_of_nothing_null() {
            JsonNode found = metrics(program.tenant("{'llm_tenant_cap_usd': 12.5}"));

            assertThat(List.copyOf(found.propertyNames())).containsExactly(FIELDS);
            assertThat(found.path("rule_version").asString()).isEqualTo("v0");
            assertThat(List.of("population_n", "review_backlog", "llm_spend"))
                    .allMatch(field -> found.path(field).isNumber()
                            && found.path(field).decimalValue().signum() == 0);
            assertThat(List.of(
                            "automation_rate",
                            "auto_post_accuracy",
                            "review_rate",
                            "brier_score",
                            "ece",
                            "psi_vendor",
                            "psi_amount"))
                    .allMatch(field -> found.path(field).isNull());
            assertThat(List.copyOf(found.path("not_auto_post_counts").propertyNames()))
                    .containsExactly(REASONS);
            assertThat(found.path("not_auto_post_counts").values()).allMatch(count -> count.intValue() == 0);
            isNumber(found, "llm_cap", "12.5");
            assertThat(found.path("llm_fallback_active").booleanValue()).isFalse();
            assertThat(found.path("ece_bins"))
                    .hasSize(10)
                    .allMatch(bin -> bin.path("count").intValue() == 0
                            && bin.path("predicted").isNull()
                            && bin.path("observed").isNull());
            assertThat(found.path("by_day"))
                    .hasSize(30)
                    .allMatch(day -> day.path("automation_rate").isNull());
        }
    }

    @Nested
    class of_a_few_decisions {
        @Test
        void are_what_was_done_and_why_and_what_people_made_of_it() {
            String tenant = program.eagerTenant();
            Txn right = Txn.fresh().proposal("1", "0.95");
            Txn wrong = Txn.fresh().proposal("1", "1");
            Txn unseen = Txn.fresh().proposal("1", "0.9");
            Txn doubtful = Txn.fresh().proposal("1", "0.5");
            Txn unknown = Txn.fresh().without("proposal");
            Txn waiting = Txn.fresh().journal("1", "2");
            decide(tenant, right, wrong, unseen, doubtful, unknown, waiting);
            settle(tenant, right, "approve", "{}");
            settle(tenant, wrong, "correct", "{'account': '2'}");
            settle(tenant, doubtful, "reject", "{'reason': 'not ours'}");
            settle(tenant, unknown, "correct", "{'account': '2'}");

            JsonNode found = metrics(tenant);

            isNumber(found, "population_n", "6");
            isNumber(found, "automation_rate", "0.5");
            isNumber(found, "review_rate", "0.5");
            isNumber(found, "auto_post_accuracy", "0.5");
            isNumber(found, "review_backlog", "1");
            isNumber(found.path("not_auto_post_counts"), "below_threshold", "2");
            isNumber(found.path("not_auto_post_counts"), "imbalance", "1");
            // (0.05² + 1² + 0.5²) / 3
            isNumber(found, "brier_score", "0.4175");
            // (|0.95 + 1 − 1| + |0.5 − 0|) / 3
            isNumber(found, "ece", "0.483333");
            JsonNode last = found.path("ece_bins").get(9);
            assertThat(last.path("bin").asString()).isEqualTo("0.9-1.0");
            isNumber(last, "predicted", "0.975");
            isNumber(last, "observed", "0.5");
            isNumber(last, "count", "2");
            JsonNode today = found.path("by_day").get(29);
            assertThat(List.copyOf(today.propertyNames()))
                    .containsExactly("day", "auto_posted", "reviewed", "automation_rate", "rule_version");
            isNumber(today, "auto_posted", "3");
            isNumber(today, "reviewed", "3");
            isNumber(today, "automation_rate", "0.5");
        }

        @Test
        void leave_imports_out() {
            String tenant = program.eagerTenant();
            owner.post(
                            "/api/decisions/import",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                    .formatted(tenant, Txn.booked("1").json()))
                    .mustBe(200);

            isNumber(metrics(tenant), "population_n", "0");
        }

        @Test
        void spend_the_same_as_the_tenant_shows() {
            String tenant =
                    program.tenant("{'autopost_enabled': true, 'cold_start_min_labels': 0, 'llm_tenant_cap_usd': 1}");
            decide(tenant, Txn.fresh().llm("1", "0.95", "0.75"));
            assertThat(metrics(tenant).path("llm_fallback_active").booleanValue())
                    .isFalse();
            decide(tenant, Txn.fresh().llm("1", "0.95", "0.25"));

            JsonNode found = metrics(tenant);

            isNumber(found, "llm_spend", "1");
            isNumber(found, "llm_cap", "1");
            assertThat(found.path("llm_fallback_active").booleanValue()).isTrue();
            JsonNode shown = owner.get("/api/tenants/" + tenant).mustBe(200).json();
            assertThat(found.path("llm_spend")).isEqualTo(shown.path("llm_spend_month_usd"));
            assertThat(found.path("llm_fallback_active")).isEqualTo(shown.path("llm_fallback_active"));
        }
    }

    @Nested
    class drift {
        @Test
        void shows_when_transactions_are_no_longer_what_they_were() {
            String tenant = program.eagerTenant();
            String lastMonth = LocalDate.now(ZoneOffset.UTC).minusDays(35).toString();
            String thisMonth = LocalDate.now(ZoneOffset.UTC).minusDays(5).toString();
            decide(
                    tenant,
                    IntStream.range(0, 100)
                            .mapToObj(i -> Txn.fresh().with("date", lastMonth).amount("" + (1 + i)))
                            .toArray(Txn[]::new));
            decide(
                    tenant,
                    IntStream.range(0, 99)
                            .mapToObj(i -> Txn.fresh().with("date", thisMonth).amount("" + (1 + i)))
                            .toArray(Txn[]::new));
            String path = "/api/metrics/latest?by=txn_date&tenant_id=" + tenant;
            assertThat(owner.get(path).mustBe(200).json().path("psi_amount").isNull())
                    .isTrue();
            decide(tenant, Txn.fresh().with("date", thisMonth).amount("100"));

            JsonNode same = owner.get(path).mustBe(200).json();
            decide(
                    tenant,
                    IntStream.range(0, 100)
                            .mapToObj(i -> Txn.fresh()
                                    .with("date", thisMonth)
                                    .amount("5000")
                                    .vendor("Somebody New"))
                            .toArray(Txn[]::new));
            JsonNode other = owner.get(path).mustBe(200).json();

            isNumber(same, "psi_vendor", "0");
            isNumber(same, "psi_amount", "0");
            // (0.5 − 1) ln 0.5 + (0.5 − 0.0001) ln (0.5 / 0.0001)
            isNumber(other, "psi_vendor", "4.604318");
            // (0.045 − 0.09) ln 0.5 + 8 (0.05 − 0.1) ln 0.5 + (0.555 − 0.11) ln (0.555 / 0.11)
            isNumber(other, "psi_amount", "1.028678");
            assertThat(owner.get("/api/metrics/latest?tenant_id=" + tenant)
                            .mustBe(200)
                            .json()
                            .path("psi_amount")
                            .isNull())
                    .as("by decision there is no window before")
                    .isTrue();
        }
    }

    @Nested
    class the_rule_version {
        @Test
        void is_that_of_the_tenants_book_from_the_day_on_that_it_came() {
            String tenant = program.tenant();
            String candidate = owner.post(
                            "/api/rules/candidates",
                            json(
                                    "{'tenant_id': '%s', 'vendor_pattern': 'cafe*', 'suggested_account': '1',"
                                            + " 'evidence': {'count': 9, 'precision': 0.97, 'std_dev': 0.01}}",
                                    tenant))
                    .mustBe(201)
                    .json()
                    .path("candidate_id")
                    .asString();
            owner.post("/api/rules/candidates/%s/accept".formatted(candidate)).mustBe(200);

            JsonNode found = metrics(tenant);

            assertThat(found.path("rule_version").asString()).isEqualTo("v1");
            assertThat(found.path("by_day").get(29).path("rule_version").asString())
                    .isEqualTo("v1");
            assertThat(found.path("by_day").get(28).path("rule_version").asString())
                    .isEqualTo("v0");
        }
    }

    @Nested
    class without_a_tenant {
        @Test
        void staff_get_theirs_together_and_nothing_of_others() {
            String mine = program.eagerTenant();
            String mineToo = program.tenant("{'llm_tenant_cap_usd': 7}");
            String hidden = program.eagerTenant();
            Client staff = program.person("staff", mine, mineToo).client();
            program.decided(mine);
            program.decided(mineToo);
            program.decided(hidden);

            JsonNode seen = staff.get("/api/metrics/latest").mustBe(200).json();
            JsonNode all = owner.get("/api/metrics/latest").mustBe(200).json();

            isNumber(seen, "population_n", "2");
            isNumber(seen, "automation_rate", "0.5");
            isNumber(seen, "review_backlog", "1");
            isNumber(seen, "llm_cap", "57");
            assertThat(all.path("population_n").intValue()).isGreaterThan(2);
        }

        @Test
        void staff_without_tenants_get_nothing() {
            JsonNode seen = program.person("staff")
                    .client()
                    .get("/api/metrics/latest")
                    .mustBe(200)
                    .json();

            isNumber(seen, "population_n", "0");
            isNumber(seen, "llm_cap", "0");
        }
    }

    @Nested
    class a_question {
        @ParameterizedTest
        @ValueSource(strings = {"14d", "7", "7D", "d", "-7d"})
        void needs_a_period_that_there_is(String period) {
            owner.get("/api/metrics/latest?period=" + period).mustBeInvalid("period");
        }

        @Test
        void is_refused_with_everything_that_is_wrong_with_it() {
            owner.get("/api/metrics/latest?period=1y&by=month&tenant_id=a%2Fb&from=2026-01-01")
                    .mustBeInvalid("period", "by", "tenant_id", "from");
            owner.get("/api/metrics/latest?period=7d&period=30d").mustBeInvalid("period");
            owner.get("/api/metrics/latest?tenant_id=nobody").mustBeProblem(404, "tenant_not_found");
        }
    }
}
