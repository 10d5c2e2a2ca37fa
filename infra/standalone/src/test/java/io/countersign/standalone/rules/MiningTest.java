package io.countersign.standalone.rules;

import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class MiningTest {
    private static final Random RANDOM = new Random();

    private Program program;
    private Client owner;
    private String vendor;
    private String tenant;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        vendor = freshName();
        tenant = program.eagerTenant();
    }

    /** One that has nothing in common with those of other tests. */
    private static String freshName() {
        return RANDOM.ints(12, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
    }

    /** So many transactions of the vendor, one a day from a day of 2025 on, as people booked them. */
    private void book(String of, String account, int count, int fromDay) {
        String transactions = IntStream.range(0, count)
                .mapToObj(i -> json(
                        "{'txn_id': '%s', 'date': '%s', 'vendor': '%s', 'amount': %d, 'currency': 'EUR', 'account': '%s'}",
                        Program.freshTxn(),
                        LocalDate.ofYearDay(2025, 1).plusDays(fromDay + i),
                        vendor,
                        10 + i,
                        account))
                .collect(Collectors.joining(","));
        owner.post("/api/decisions/import", json("{'tenant_id': '%s', 'transactions': [%s]}", of, transactions))
                .mustBe(200);
    }

    private Answer mine(String more) {
        return owner.post("/api/rules/candidates/mine", json("{'tenant_id': '%s'%s}", tenant, more));
    }

    private JsonNode found(Answer answer) {
        return StreamSupport.stream(answer.mustBe(200).json().path("proposed").spliterator(), false)
                .filter(candidate -> candidate.path("vendor_pattern").asString().startsWith(vendor))
                .findFirst()
                .orElseThrow();
    }

    private List<String> patterns(Answer answer) {
        return answer.mustBe(200).json().path("proposed").findValuesAsString("vendor_pattern");
    }

    @Nested
    class a_vendor_that_people_book_alike {
        @Test
        void becomes_a_candidate_with_its_numbers_and_a_sentence() {
            book(tenant, "6750", 60, 0);

            Answer answer = mine("");
            JsonNode candidate = found(answer);

            assertThat(answer.json().path("considered_labels").intValue()).isEqualTo(60);
            assertThat(candidate.path("suggested_account").asString()).isEqualTo("6750");
            assertThat(candidate.path("tenant_id").asString()).isEqualTo(tenant);
            assertThat(candidate.path("evidence").toString())
                    .isEqualTo("{\"count\":60,\"precision\":1,\"std_dev\":null}");
            assertThat(candidate.path("explanation").asString()).contains("60", vendor, "6750");
            assertThat(owner.get("/api/rules/candidates?tenant_id=" + tenant)
                            .mustBe(200)
                            .json())
                    .containsExactlyElementsOf(reversed(answer.json().path("proposed")));
        }

        private List<JsonNode> reversed(JsonNode list) {
            List<JsonNode> rows = new ArrayList<>();
            list.forEach(row -> rows.add(0, row));
            return rows;
        }

        @Test
        void is_found_for_the_firm_where_tenants_agree() {
            for (int i = 0; i < 8; i++) {
                book(program.tenant(), "6750", 15, 0);
            }

            JsonNode candidate = found(owner.post("/api/rules/candidates/mine"));

            assertThat(candidate.path("tenant_id").isNull()).isTrue();
            assertThat(candidate.path("evidence").path("count").intValue()).isEqualTo(120);
            assertThat(patterns(mine(""))).isEmpty();
        }

        @Test
        void counts_only_within_the_window() {
            book(tenant, "6750", 60, 0);

            assertThat(mine(", 'window_days': 9")
                            .mustBe(200)
                            .json()
                            .path("considered_labels")
                            .intValue())
                    .isEqualTo(10);
        }

        @Test
        void is_also_what_they_corrected_it_to() {
            String transactions = IntStream.range(0, 12)
                    .mapToObj(i -> json(
                            "{'txn_id': 'c%d', 'date': '2025-05-01', 'vendor': '%s', 'amount': 10, 'currency': 'EUR',"
                                    + " 'department': 'Sales', 'proposal': {'account': '1', 'calibrated_p': 0.%d, 'source': 'ml'}}",
                            i, vendor, 90 + i % 2 * 2))
                    .collect(Collectors.joining(","));
            owner.post("/api/decisions", json("{'tenant_id': '%s', 'transactions': [%s]}", tenant, transactions))
                    .mustBe(200);
            IntStream.range(0, 12)
                    .forEach(i -> owner.post(
                                    "/api/decisions/%s/c%d/correct".formatted(tenant, i), json("{'account': '6800'}"))
                            .mustBe(200));

            JsonNode candidate = found(mine(", 'min_support': 5, 'min_precision': 0.5"));

            assertThat(candidate.path("suggested_account").asString()).isEqualTo("6800");
            assertThat(candidate.path("evidence").toString())
                    .isEqualTo("{\"count\":12,\"precision\":1,\"std_dev\":0.010445}");
        }
    }

    @Nested
    class mining_again {
        @Test
        void proposes_nothing_twice() {
            book(tenant, "6750", 60, 0);
            mine("").mustBe(200);

            program.writesNothing(() -> assertThat(patterns(mine(""))).isEmpty());
        }

        @Test
        void proposes_nothing_that_is_in_the_book_or_was_rolled_back() {
            book(tenant, "6750", 60, 0);
            String candidate = found(mine("")).path("id").asString();

            owner.post("/api/rules/candidates/" + candidate + "/accept").mustBe(200);
            assertThat(patterns(mine(""))).isEmpty();
            owner.post("/api/rules/rollback", json("{'tenant_id': '%s', 'to_version': 'v0'}", tenant))
                    .mustBe(200);
            assertThat(patterns(mine(""))).doesNotContain(vendor);
        }

        @Test
        void proposes_what_was_rejected_once_its_evidence_has_grown_by_half() {
            book(tenant, "6750", 60, 0);
            JsonNode first = found(mine(""));
            owner.post("/api/rules/candidates/" + first.path("id").asString() + "/reject")
                    .mustBe(200);

            book(tenant, "6750", 29, 60);
            assertThat(patterns(mine("")))
                    .doesNotContain(first.path("vendor_pattern").asString());
            book(tenant, "6750", 1, 89);
            assertThat(patterns(mine(""))).contains(first.path("vendor_pattern").asString());
        }

        @Test
        void under_the_same_key_answers_as_before() {
            book(tenant, "6750", 60, 0);
            Client once = owner.with("Idempotency-Key", "mine-" + tenant);
            String body = json("{'tenant_id': '%s'}", tenant);
            Answer first = once.post("/api/rules/candidates/mine", body).mustBe(200);

            Answer second = once.post("/api/rules/candidates/mine", body).mustBe(200);

            assertThat(second.text()).isEqualTo(first.text());
            assertThat(second.header("Idempotency-Replayed")).contains("true");
            once.post("/api/rules/candidates/mine", "{}").mustBe(422);
        }
    }

    @Nested
    class a_request_that_cannot_be_met {
        @Test
        void is_refused_by_name_and_writes_nothing() {
            program.writesNothing(() -> {
                mine(", 'min_support': 0, 'min_precision': 1.1, 'window_days': -1")
                        .mustBeInvalid("min_support", "min_precision", "window_days");
                owner.post("/api/rules/candidates/mine", json("{'tenant_id': 'nobody-here'}"))
                        .mustBeProblem(404, "tenant_not_found");
            });
        }
    }
}
