package io.countersign.standalone.decisions;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class DecisionsTest {
    private Program program;
    private Client owner;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
    }

    private JsonNode decide(String tenant, Txn... transactions) {
        return send("/api/decisions", tenant, transactions);
    }

    private JsonNode take(String tenant, Txn... transactions) {
        return send("/api/decisions/import", tenant, transactions);
    }

    private JsonNode send(String path, String tenant, Txn... transactions) {
        String list = Stream.of(transactions).map(Txn::json).collect(Collectors.joining(", ", "[", "]"));
        return owner.post(path, "{\"tenant_id\": \"%s\", \"transactions\": %s}".formatted(tenant, list))
                .mustBe(200)
                .json();
    }

    private static List<String> reasons(JsonNode result) {
        return StreamSupport.stream(result.path("reasons").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private void isAutoPosted(JsonNode result) {
        assertThat(reasons(result)).as("reasons of %s", result).isEmpty();
        assertThat(result.path("action").asString()).isEqualTo("auto_posted");
        assertThat(result.path("not_auto_post_reason").isNull()).isTrue();
    }

    private void isReviewedFor(JsonNode result, String... reasons) {
        assertThat(reasons(result)).as("reasons of %s", result).containsExactly(reasons);
        assertThat(result.path("action").asString()).isEqualTo("reviewed");
        assertThat(result.path("not_auto_post_reason").asString()).isEqualTo(reasons[0]);
    }

    @Nested
    class a_decision {
        @Test
        void is_answered_in_full() {
            String tenant = program.eagerTenant();
            Txn txn = Txn.fresh();

            JsonNode result = decide(tenant, txn).get(0);

            isAutoPosted(result);
            assertThat(List.copyOf(result.propertyNames()))
                    .containsExactlyInAnyOrder(
                            "txn_id",
                            "action",
                            "not_auto_post_reason",
                            "reasons",
                            "account",
                            "calibrated_p",
                            "threshold_used",
                            "rule_id",
                            "rule_scope",
                            "rule_version",
                            "status");
            assertThat(result.path("txn_id").asString()).isEqualTo(txn.id());
            assertThat(result.path("status").asString()).isEqualTo("decided");
            assertThat(result.path("account").asString()).isEqualTo("6000 Office");
            assertThat(result.path("calibrated_p").decimalValue()).isEqualTo(new BigDecimal("0.95"));
            assertThat(result.path("threshold_used").decimalValue()).isEqualTo(new BigDecimal("0.9"));
            assertThat(List.of("rule_id", "rule_scope", "rule_version"))
                    .allMatch(field -> result.path(field).isNull());
        }

        @Test
        void of_none_is_no_event() {
            String tenant = program.tenant();
            program.writesNothing(() -> assertThat(decide(tenant)).isEmpty());
        }

        @Test
        void without_a_proposal_has_no_account_and_no_chance() {
            JsonNode result = decide(program.eagerTenant(), Txn.fresh().without("proposal"))
                    .get(0);

            isReviewedFor(result, "below_threshold");
            assertThat(result.path("account").isNull()).isTrue();
            assertThat(result.path("calibrated_p").decimalValue()).isZero();
        }

        @Test
        void needs_a_tenant() {
            program.writesNothing(() -> {
                for (String path : List.of("/api/decisions", "/api/decisions/import")) {
                    owner.post(path, json("{'tenant_id': 'nobody', 'transactions': []}"))
                            .mustBeProblem(404, "tenant_not_found");
                    owner.post(path, "{}").mustBeInvalid("tenant_id", "transactions");
                    owner.post(path, json("{'tenant_id': '../x', 'transactions': {}}"))
                            .mustBeInvalid("tenant_id", "transactions");
                }
            });
        }
    }

    @Nested
    class a_reason {
        @Test
        void cold_start_holds_until_enough_of_the_newest_labels_agree() {
            String tenant = program.tenant("{'autopost_enabled': true, 'cold_start_min_labels': 2}");

            isReviewedFor(decide(tenant, Txn.fresh()).get(0), "cold_start");
            take(tenant, Txn.booked("6000 Office"));
            isReviewedFor(decide(tenant, Txn.fresh()).get(0), "cold_start");
            take(tenant, Txn.booked("6000 Office"));
            isAutoPosted(decide(tenant, Txn.fresh()).get(0));
            take(tenant, Txn.booked("7000 Other"));
            isReviewedFor(decide(tenant, Txn.fresh()).get(0), "cold_start");
            take(tenant, Txn.booked("6000 Office"));
            isReviewedFor(decide(tenant, Txn.fresh()).get(0), "cold_start");
            take(tenant, Txn.booked("6000 Office").vendor("Another Vendor"));
            isReviewedFor(decide(tenant, Txn.fresh()).get(0), "cold_start");
            take(tenant, Txn.booked("6000 Office").vendor("OFFICE DEPOT #1234"));
            isAutoPosted(decide(tenant, Txn.fresh()).get(0));
        }

        @Test
        void cold_start_counts_what_people_approved_and_corrected_and_not_what_they_rejected() {
            String tenant = program.tenant("{'autopost_enabled': true, 'cold_start_min_labels': 2}");
            List<Txn> open = List.of(Txn.fresh(), Txn.fresh(), Txn.fresh().proposal("7000", "0.95"));
            decide(tenant, open.toArray(Txn[]::new));

            owner.post("/api/decisions/" + tenant + "/" + open.get(0).id() + "/approve")
                    .mustBe(200);
            owner.post("/api/decisions/" + tenant + "/" + open.get(1).id() + "/reject", json("{'reason': 'not ours'}"))
                    .mustBe(200);
            isReviewedFor(decide(tenant, Txn.fresh()).get(0), "cold_start");
            owner.post(
                            "/api/decisions/" + tenant + "/" + open.get(2).id() + "/correct",
                            json("{'account': '6000 Office'}"))
                    .mustBe(200);
            isAutoPosted(decide(tenant, Txn.fresh()).get(0));
        }

        @Test
        void below_threshold_holds_below_and_not_at_it() {
            String tenant = program.eagerTenant();

            isAutoPosted(decide(tenant, Txn.fresh().proposal("1", "0.9")).get(0));
            isReviewedFor(decide(tenant, Txn.fresh().proposal("1", "0.899999")).get(0), "below_threshold");
        }

        @Test
        void imbalance_holds_past_a_cent() {
            String tenant = program.eagerTenant();

            isAutoPosted(decide(tenant, Txn.fresh().journal("10", "9.99")).get(0));
            isAutoPosted(decide(tenant, Txn.fresh().journal("0.1", "0.11")).get(0));
            isReviewedFor(decide(tenant, Txn.fresh().journal("10", "9.9899")).get(0), "imbalance");
            isReviewedFor(decide(tenant, Txn.fresh().journal("10", "10.0101")).get(0), "imbalance");
        }

        @Test
        void budget_fallback_holds_when_this_cost_goes_over_the_cap() {
            String tenant =
                    program.tenant("{'autopost_enabled': true, 'cold_start_min_labels': 0, 'llm_tenant_cap_usd': 1}");

            isAutoPosted(decide(tenant, Txn.fresh().llm("1", "0.95", "0.6")).get(0));
            isAutoPosted(decide(tenant, Txn.fresh().llm("1", "0.95", "0.4")).get(0));
            isReviewedFor(
                    decide(tenant, Txn.fresh().llm("1", "0.95", "0.000001")).get(0), "budget_fallback");
            isAutoPosted(decide(tenant, Txn.fresh()).get(0));
            JsonNode found = owner.get("/api/tenants/" + tenant).mustBe(200).json();
            assertThat(found.path("llm_spend_month_usd").decimalValue()).isEqualByComparingTo("1.000001");
            assertThat(found.path("llm_fallback_active").booleanValue()).isTrue();
        }

        @Test
        void anomaly_holds_past_three_deviations_of_ten_or_more() {
            String tenant = program.eagerTenant();
            Txn[] usual = Stream.of("100", "102", "98", "101", "99", "100", "102", "98", "101")
                    .map(amount -> Txn.booked("1").amount(amount))
                    .toArray(Txn[]::new);
            take(tenant, usual);

            isAutoPosted(decide(tenant, Txn.fresh().amount("100")).get(0));
            isReviewedFor(decide(tenant, Txn.fresh().amount("200")).get(0), "anomaly");
            isAutoPosted(decide(tenant, Txn.fresh().amount("200").with("currency", "EUR"))
                    .get(0));
            isAutoPosted(decide(tenant, Txn.fresh().amount("200").vendor("Somebody Else"))
                    .get(0));
        }

        @Test
        void autopost_disabled_holds_where_it_is_off() {
            isReviewedFor(
                    decide(program.tenant("{'cold_start_min_labels': 0}"), Txn.fresh())
                            .get(0),
                    "autopost_disabled");
        }

        @Test
        void is_named_with_all_the_others_in_their_order() {
            String tenant = program.tenant("{'llm_tenant_cap_usd': 0}");
            take(
                    tenant,
                    Stream.generate(() -> Txn.booked("9").amount("5")).limit(10).toArray(Txn[]::new));

            JsonNode result = decide(
                            tenant, Txn.fresh().amount("6").llm("1", "0.5", "1").journal("1", "2"))
                    .get(0);

            isReviewedFor(
                    result,
                    "cold_start",
                    "below_threshold",
                    "imbalance",
                    "budget_fallback",
                    "anomaly",
                    "autopost_disabled");
        }
    }

    @Nested
    class transactions_of_one_request {
        @Test
        void see_those_before_them() {
            String tenant =
                    program.tenant("{'autopost_enabled': true, 'cold_start_min_labels': 0, 'llm_tenant_cap_usd': 1}");

            JsonNode results = decide(
                    tenant,
                    Txn.fresh().llm("1", "0.95", "0.7"),
                    Txn.fresh().llm("1", "0.95", "0.7"),
                    Txn.fresh().llm("1", "0.95", "0.1"));

            isAutoPosted(results.get(0));
            isReviewedFor(results.get(1), "budget_fallback");
            isReviewedFor(results.get(2), "budget_fallback");
        }

        @Test
        void that_are_wrong_do_not_keep_the_others_back() {
            String tenant = program.tenant();

            JsonNode results = decide(
                    tenant,
                    Txn.fresh()
                            .without("vendor")
                            .with("extra", 1)
                            .amount("\"12\"")
                            .with("currency", "usd"),
                    Txn.fresh(),
                    new Txn(java.util.Map.of()),
                    Txn.fresh().with("tenant_id", "somebody-else"),
                    Txn.fresh().with("account", "1"),
                    Txn.fresh());

            assertThat(statuses(results))
                    .containsExactly("invalid", "decided", "invalid", "invalid", "invalid", "decided");
            assertThat(results.get(0).path("code").asString()).isEqualTo("invalid_request");
            assertThat(results.get(0).path("detail").asString())
                    .contains("vendor")
                    .contains("extra")
                    .contains("amount")
                    .contains("currency");
            assertThat(results.get(2).path("detail").asString())
                    .contains("txn_id")
                    .contains("date")
                    .contains("vendor")
                    .contains("amount")
                    .contains("currency");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "null", "\"text\"", "[]", "true"})
        void must_be_objects(String item) {
            String tenant = program.tenant();

            JsonNode results = owner.post(
                            "/api/decisions",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s, %s]}"
                                    .formatted(tenant, item, Txn.fresh().json()))
                    .mustBe(200)
                    .json();

            assertThat(statuses(results)).containsExactly("invalid", "decided");
        }

        private List<String> statuses(JsonNode results) {
            return StreamSupport.stream(results.spliterator(), false)
                    .map(result -> result.path("status").asString())
                    .toList();
        }
    }

    @Nested
    class a_transaction_sent_again {
        @Test
        void is_a_duplicate_with_its_first_decision() {
            String tenant = program.eagerTenant();
            Txn txn = Txn.fresh();
            JsonNode first = decide(tenant, txn).get(0);
            owner.post(
                            "/api/tenants/" + tenant + "/settings",
                            json("{'autopost_enabled': false, 'autopost_threshold': 0.98}"))
                    .mustBe(200);

            program.writesNothing(() -> {
                JsonNode again = decide(tenant, txn.amount("12.5000"), txn).get(0);
                assertThat(again.path("status").asString()).isEqualTo("duplicate");
                for (String field : first.propertyNames()) {
                    if (!field.equals("status")) {
                        assertThat(again.path(field)).as(field).isEqualTo(first.path(field));
                    }
                }
            });
        }

        @Test
        void within_its_own_request_is_a_duplicate_too() {
            Txn txn = Txn.fresh();
            JsonNode results = decide(program.tenant(), txn, txn, txn.amount("13"));

            assertThat(results.get(0).path("status").asString()).isEqualTo("decided");
            assertThat(results.get(1).path("status").asString()).isEqualTo("duplicate");
            assertThat(results.get(2).path("status").asString()).isEqualTo("conflict");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "amount",
                    "date",
                    "vendor",
                    "currency",
                    "department",
                    "memo",
                    "mcc",
                    "proposal",
                    "journal_lines"
                })
        void with_other_content_is_a_conflict(String field) {
            String tenant = program.tenant();
            Txn txn = Txn.fresh();
            decide(tenant, txn);
            Txn other = switch (field) {
                case "amount" -> txn.amount("12.51");
                case "date" -> txn.with("date", "2026-03-02");
                case "currency" -> txn.with("currency", "EUR");
                case "mcc" -> txn.with("mcc", "5943");
                case "proposal" -> txn.proposal("6000 Office", "0.96");
                case "journal_lines" -> txn.journal("1", "1");
                default -> txn.with(field, "Something Else");
            };

            program.writesNothing(() -> {
                JsonNode results = decide(tenant, other, txn);
                assertThat(results.get(0).path("status").asString()).isEqualTo("conflict");
                assertThat(results.get(0).path("code").asString()).isEqualTo("transaction_conflict");
                assertThat(results.get(0).path("detail").asString()).contains(txn.id());
                assertThat(results.get(1).path("status").asString()).isEqualTo("duplicate");
            });
        }

        @Test
        void to_another_tenant_is_another_transaction() {
            Txn txn = Txn.fresh();
            decide(program.tenant(), txn);
            assertThat(decide(program.tenant(), txn).get(0).path("status").asString())
                    .isEqualTo("decided");
        }
    }

    @Nested
    class an_import {
        @Test
        void is_a_label_and_no_decision() {
            String tenant = program.tenant();
            Txn txn = Txn.booked("6100 Travel");

            JsonNode result = take(tenant, txn).get(0);

            assertThat(result.path("status").asString()).isEqualTo("imported");
            assertThat(result.path("account").asString()).isEqualTo("6100 Travel");
            JsonNode found = owner.get("/api/tenants/" + tenant).json();
            assertThat(found.path("automation_rate").isNull()).isTrue();
            assertThat(found.path("review_backlog_count").intValue()).isZero();
            assertThat(owner.get("/api/audit?tenant_id=" + tenant + "&txn_id=" + txn.id())
                            .json()
                            .get(0)
                            .path("action")
                            .asString())
                    .isEqualTo("imported");
        }

        @Test
        void again_is_a_duplicate_and_otherwise_a_conflict() {
            String tenant = program.tenant();
            Txn txn = Txn.booked("6100 Travel");
            take(tenant, txn);

            program.writesNothing(() -> {
                JsonNode results = take(tenant, txn, txn.with("account", "6200"), txn.amount("1"));
                assertThat(results.get(0).path("status").asString()).isEqualTo("duplicate");
                assertThat(results.get(1).path("status").asString()).isEqualTo("conflict");
                assertThat(results.get(2).path("status").asString()).isEqualTo("conflict");
            });
        }

        @Test
        void and_a_decision_of_the_same_transaction_exclude_each_other() {
            String tenant = program.tenant();
            Txn booked = Txn.booked("1");
            Txn decided = Txn.fresh();
            take(tenant, booked);
            decide(tenant, decided);

            program.writesNothing(() -> {
                assertThat(decide(tenant, booked.without("account"))
                                .get(0)
                                .path("status")
                                .asString())
                        .isEqualTo("conflict");
                assertThat(take(tenant, decided.without("proposal").with("account", "1"))
                                .get(0)
                                .path("status")
                                .asString())
                        .isEqualTo("conflict");
            });
        }

        @Test
        void needs_an_account() {
            JsonNode result =
                    take(program.tenant(), Txn.booked("1").without("account")).get(0);

            assertThat(result.path("status").asString()).isEqualTo("invalid");
            assertThat(result.path("detail").asString()).contains("account");
        }
    }

    @Nested
    class settling {
        private String path(String tenant, Txn txn, String how) {
            return "/api/decisions/" + tenant + "/" + txn.id() + "/" + how;
        }

        @ParameterizedTest
        @CsvSource({"approve,approved,6000 Office", "correct,corrected,7000", "reject,rejected,"})
        void is_done_once(String how, String outcome, String account) {
            String tenant = program.eagerTenant();
            Txn txn = Txn.fresh();
            decide(tenant, txn);
            String body = switch (how) {
                case "correct" -> json("{'account': '7000', 'reason': 'line one\\nline two'}");
                case "reject" -> json("{'reason': 'not ours'}");
                default -> json("{'reason': null}");
            };

            JsonNode answer =
                    owner.post(path(tenant, txn, how), body).mustBe(200).json();

            assertThat(answer.path("success").booleanValue()).isTrue();
            JsonNode found = owner.get("/api/decisions/" + tenant + "/" + txn.id())
                    .mustBe(200)
                    .json();
            assertThat(found.path("outcome").asString()).isEqualTo(outcome);
            if (account != null) {
                assertThat(found.path("account").asString()).isEqualTo(account);
            }
            program.writesNothing(() -> {
                owner.post(path(tenant, txn, "approve")).mustBeProblem(409, "already_settled");
                owner.post(path(tenant, txn, "correct"), json("{'account': '1'}"))
                        .mustBeProblem(409, "already_settled");
                owner.post(path(tenant, txn, "reject"), json("{'reason': 'no'}"))
                        .mustBeProblem(409, "already_settled");
            });
        }

        @Test
        void refuses_a_second_time_with_who_did_it_how_and_when() {
            String tenant = program.eagerTenant();
            Txn txn = Txn.fresh();
            decide(tenant, txn);
            Program.Person first = program.person("staff", tenant);
            Client second = program.person("staff", tenant).client();
            first.client()
                    .post(path(tenant, txn, "correct"), json("{'account': '7000'}"))
                    .mustBe(200);
            String sentence =
                    "The decision on %s was settled by %s as corrected on 20\\d\\d-\\d\\d-\\d\\d at \\d\\d:\\d\\d UTC";

            for (Client reader : List.of(owner, first.client(), second)) {
                Answer refused = reader.post(path(tenant, txn, "approve")).mustBeProblem(409, "already_settled");

                String name = reader == second ? first.userId() : first.email();
                assertThat(refused.json().path("detail").asString())
                        .matches(sentence.formatted(txn.id(), Pattern.quote(name)));
            }
        }

        @Test
        void names_nobody_in_a_refusal_that_is_kept_for_repeats() {
            String tenant = program.eagerTenant();
            Txn txn = Txn.fresh();
            decide(tenant, txn);
            owner.post(path(tenant, txn, "approve")).mustBe(200);
            String key = "again-" + txn.id();

            for (String replayed : new String[] {null, "true"}) {
                Answer refused = owner.with("Idempotency-Key", key)
                        .post(path(tenant, txn, "approve"), "{}")
                        .mustBeProblem(409, "already_settled");
                assertThat(refused.json().path("detail").asString()).contains("settled by " + Program.OWNER_EMAIL);
                assertThat(refused.header("Idempotency-Replayed").orElse(null)).isEqualTo(replayed);
            }
            assertThat(program.database()
                            .jdbc()
                            .sql("select i::text from command_side.idempotency i where i::text like :txn")
                            .param("txn", "%" + txn.id() + "%")
                            .query(String.class)
                            .list())
                    .isNotEmpty()
                    .noneMatch(row -> row.contains(Program.OWNER_EMAIL));
        }

        @Test
        void to_the_account_that_was_decided_is_an_approval() {
            String tenant = program.eagerTenant();
            Txn txn = Txn.fresh();
            decide(tenant, txn);

            JsonNode answer = owner.post(
                            path(tenant, txn, "correct"), json("{'account': '6000 Office', 'reason': 'is right'}"))
                    .mustBe(200)
                    .json();

            assertThat(answer.path("outcome").asString()).isEqualTo("approved");
            assertThat(owner.get("/api/decisions?outcome=approved&tenant_id=" + tenant)
                            .mustBe(200)
                            .each("txn_id"))
                    .containsExactly(txn.id());
            JsonNode entry = owner.get("/api/audit?tenant_id=%s&txn_id=%s".formatted(tenant, txn.id()))
                    .mustBe(200)
                    .json()
                    .get(0);
            assertThat(entry.path("action").asString()).isEqualTo("approved");
            assertThat(entry.path("reason_text").asString()).isEqualTo("is right");
            JsonNode metrics = owner.get("/api/metrics/latest?tenant_id=" + tenant)
                    .mustBe(200)
                    .json();
            assertThat(metrics.path("auto_post_accuracy").intValue()).isEqualTo(1);
        }

        @Test
        void needs_a_decision() {
            String tenant = program.tenant();
            Txn booked = Txn.booked("1");
            take(tenant, booked);

            program.writesNothing(() -> {
                owner.post(path(tenant, booked, "approve")).mustBeProblem(409, "not_a_decision");
                owner.post(path(tenant, Txn.fresh(), "approve")).mustBeProblem(404, "decision_not_found");
                owner.post(path(tenant, Txn.fresh(), "reject"), json("{'reason': 'no'}"))
                        .mustBeProblem(404, "decision_not_found");
            });
        }

        @Test
        void by_approval_needs_an_account() {
            String tenant = program.tenant();
            Txn txn = Txn.fresh().without("proposal");
            decide(tenant, txn);

            program.writesNothing(
                    () -> owner.post(path(tenant, txn, "approve")).mustBeProblem(409, "nothing_to_approve"));
            owner.post(path(tenant, txn, "correct"), json("{'account': '1'}")).mustBe(200);
        }

        @Test
        void needs_its_fields() {
            String tenant = program.tenant();
            Txn txn = Txn.fresh();
            decide(tenant, txn);

            program.writesNothing(() -> {
                owner.post(path(tenant, txn, "reject"), "{}").mustBeInvalid("reason");
                owner.post(path(tenant, txn, "reject"), json("{'reason': '  '}"))
                        .mustBeInvalid("reason");
                owner.post(path(tenant, txn, "correct"), json("{'reason': 1}")).mustBeInvalid("account", "reason");
                owner.post(path(tenant, txn, "correct"), json("{'account': ''}"))
                        .mustBeInvalid("account");
                owner.post(path(tenant, txn, "approve"), json("{'account': '1'}"))
                        .mustBeInvalid("account");
            });
        }
    }

    @Nested
    class the_story_of_a_decision {
        @Test
        void tells_the_inputs_the_reasons_in_sentences_and_the_events() {
            String tenant = program.tenant();
            Txn txn = Txn.fresh()
                    .proposal("6000 Office", "0.5")
                    .journal("10", "12")
                    .with("memo", "stapler")
                    .with("mcc", "5943");
            decide(tenant, txn);
            owner.post(
                            "/api/decisions/" + tenant + "/" + txn.id() + "/correct",
                            json("{'account': '7000', 'reason': 'it was a gift'}"))
                    .mustBe(200);

            JsonNode story = owner.get("/api/decisions/" + tenant + "/" + txn.id())
                    .mustBe(200)
                    .json();

            assertThat(story.path("tenant_id").asString()).isEqualTo(tenant);
            assertThat(story.path("vendor_normalized").asString()).isEqualTo("office depot");
            JsonNode inputs = story.path("inputs");
            assertThat(inputs.path("transaction").path("memo").asString()).isEqualTo("stapler");
            assertThat(inputs.path("transaction").path("vendor_normalized").asString())
                    .isEqualTo("office depot");
            assertThat(inputs.path("proposal").path("calibrated_p").decimalValue())
                    .isEqualByComparingTo("0.5");
            assertThat(inputs.path("settings").path("autopost_threshold").decimalValue())
                    .isEqualByComparingTo("0.9");
            assertThat(StreamSupport.stream(story.path("reasons").spliterator(), false)
                            .map(r -> r.path("reason").asString()))
                    .containsExactly("cold_start", "below_threshold", "imbalance", "autopost_disabled");
            assertThat(story.path("reasons").get(1).path("text").asString())
                    .contains("0.5")
                    .contains("0.9");
            assertThat(story.path("reasons").get(2).path("text").asString())
                    .contains("10")
                    .contains("12");
            assertThat(story.path("rule").isNull()).isTrue();
            assertThat(StreamSupport.stream(story.path("events").spliterator(), false)
                            .map(e -> e.path("action").asString()))
                    .containsExactly("reviewed", "corrected");
            for (JsonNode event : story.path("events")) {
                assertThat(event.path("position").longValue()).isPositive();
                assertThat(event.path("timestamp").asString()).matches("\\d{4}-.*\\.\\d{6}Z");
                assertThat(event.path("user_id").asString()).isNotBlank();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"unknown", "..%2f", "%00", "a%20b", "%ff", "a|b"})
        void of_no_transaction_is_not_found(String txn) {
            String encoded = txn.replace("|", "%7C");
            Answer answer = owner.get("/api/decisions/" + program.tenant() + "/" + encoded);
            assertThat(answer.status()).isIn(400, 404);
            answer.mustBeProblem(answer.status(), answer.json().path("code").asString());
        }
    }

    @Nested
    class the_list {
        @Test
        void is_narrowed_by_each_filter() {
            String tenant = program.eagerTenant();
            Txn posted = Txn.fresh().vendor("Uber Trip");
            Txn unlikely = Txn.fresh().proposal("1", "0.1");
            Txn approved = Txn.fresh();
            Txn rejected = Txn.fresh().vendor("100%_Pure");
            decide(tenant, posted, unlikely, approved, rejected);
            owner.post("/api/decisions/" + tenant + "/" + approved.id() + "/approve")
                    .mustBe(200);
            owner.post("/api/decisions/" + tenant + "/" + rejected.id() + "/reject", json("{'reason': 'no'}"))
                    .mustBe(200);

            assertThat(listed(tenant, "")).containsExactly(rejected.id(), approved.id(), unlikely.id(), posted.id());
            assertThat(listed(tenant, "&action=reviewed")).containsExactly(unlikely.id());
            assertThat(listed(tenant, "&action=auto_posted"))
                    .containsExactly(rejected.id(), approved.id(), posted.id());
            assertThat(listed(tenant, "&reason=below_threshold")).containsExactly(unlikely.id());
            assertThat(listed(tenant, "&reason=anomaly")).isEmpty();
            assertThat(listed(tenant, "&vendor=UBER")).containsExactly(posted.id());
            assertThat(listed(tenant, "&vendor=%25")).isEmpty();
            assertThat(listed(tenant, "&outcome=open")).containsExactly(unlikely.id(), posted.id());
            assertThat(listed(tenant, "&outcome=approved")).containsExactly(approved.id());
            assertThat(listed(tenant, "&outcome=rejected")).containsExactly(rejected.id());
            assertThat(listed(tenant, "&outcome=corrected")).isEmpty();
            assertThat(listed(tenant, "&to=2001-01-01")).isEmpty();
            assertThat(listed(tenant, "&from=2001-01-01&to=2100-01-01")).hasSize(4);
            assertThat(listed(tenant, "&from=2100-01-01")).isEmpty();
        }

        private List<String> listed(String tenant, String filter) {
            return owner.get("/api/decisions?tenant_id=" + tenant + filter)
                    .mustBe(200)
                    .each("txn_id");
        }

        @Test
        void has_pages_that_carry_the_filters_on() {
            String tenant = program.eagerTenant();
            decide(tenant, Stream.generate(Txn::fresh).limit(7).toArray(Txn[]::new));
            decide(tenant, Txn.fresh().proposal("1", "0.1"));

            List<String> all = new ArrayList<>();
            Answer page = owner.get("/api/decisions?tenant_id=" + tenant + "&action=auto_posted&limit=3")
                    .mustBe(200);
            all.addAll(page.each("txn_id"));
            while (page.next().isPresent()) {
                decide(tenant, Txn.fresh());
                page = owner.get(page.next().get()).mustBe(200);
                all.addAll(page.each("txn_id"));
            }

            assertThat(all).hasSize(7).doesNotHaveDuplicates();
        }

        @Test
        void refuses_what_it_does_not_know() {
            owner.get(
                            "/api/decisions?action=eaten&reason=none&outcome=closed&from=1&to=x&vendor=%01&colour=red&limit=0")
                    .mustBeInvalid("action", "reason", "outcome", "from", "to", "vendor", "colour", "limit");
            owner.get("/api/decisions?tenant_id=nobody").mustBeProblem(404, "tenant_not_found");
        }
    }
}
