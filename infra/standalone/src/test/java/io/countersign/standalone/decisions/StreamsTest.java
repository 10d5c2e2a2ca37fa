package io.countersign.standalone.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@UsesSharedProgram
class StreamsTest {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String HEADER = "txn_id,tenant,date,vendor,amount,currency,account,department,calibrated_p\n";

    private Program program;
    private Client owner;
    private String tenant;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        tenant = program.eagerTenant();
    }

    private Streamed send(String path, String type, String body) {
        return send(path, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private Streamed send(String path, String type, byte[] body) {
        Answer answer = owner.post(path, type, body).mustBe(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith(NDJSON);
        answer.mustKeepTheInsideIn();
        List<JsonNode> lines = answer.lines();
        JsonNode summary = lines.get(lines.size() - 1).path("summary");
        assertThat(List.copyOf(summary.propertyNames()))
                .containsExactlyInAnyOrder(
                        "lines",
                        "decided",
                        "imported",
                        "duplicate",
                        "conflict",
                        "invalid",
                        "auto_posted",
                        "reviewed",
                        "seconds",
                        "consistency");
        owner.wrote(summary.path("consistency").asString());
        return new Streamed(lines.subList(0, lines.size() - 1), summary);
    }

    private record Streamed(List<JsonNode> results, JsonNode summary) {
        List<String> statuses() {
            return results.stream()
                    .map(result -> result.path("status").asString())
                    .toList();
        }

        List<Integer> lineNumbers() {
            return results.stream()
                    .map(result -> result.path("line").intValue())
                    .toList();
        }

        int count(String what) {
            return summary.path(what).intValue();
        }
    }

    @Nested
    class ndjson {
        @Test
        void is_answered_line_by_line_and_summed_up() {
            Txn first = Txn.fresh();
            Txn unlikely = Txn.fresh().proposal("1", "0.2");

            Streamed streamed = send(
                    "/api/decisions",
                    NDJSON,
                    first.line(tenant)
                            + unlikely.line(tenant)
                            + first.line(tenant)
                            + first.amount("9").line(tenant));

            assertThat(streamed.statuses()).containsExactly("decided", "decided", "duplicate", "conflict");
            assertThat(streamed.lineNumbers()).containsExactly(1, 2, 3, 4);
            assertThat(streamed.count("lines")).isEqualTo(4);
            assertThat(streamed.count("decided")).isEqualTo(2);
            assertThat(streamed.count("auto_posted")).isEqualTo(1);
            assertThat(streamed.count("reviewed")).isEqualTo(1);
            assertThat(streamed.count("duplicate")).isEqualTo(1);
            assertThat(streamed.count("conflict")).isEqualTo(1);
            assertThat(owner.get("/api/decisions/" + tenant + "/" + unlikely.id())
                            .mustBe(200)
                            .json()
                            .path("action")
                            .asString())
                    .isEqualTo("reviewed");
        }

        @Test
        void goes_on_after_bad_lines() {
            String good = Txn.fresh().line(tenant);

            Streamed streamed = send(
                    "/api/decisions",
                    NDJSON,
                    String.join(
                            "",
                            "not json\n",
                            Txn.fresh().json() + "\n",
                            Txn.fresh().line("nobody"),
                            "\n",
                            "{\"tenant_id\": \"" + tenant + "\"}\n",
                            Txn.fresh().with("surprise", 1).line(tenant),
                            "[" + Txn.fresh().line(tenant).strip() + "]\n",
                            "{\"a\": 1, \"a\": 2}\n",
                            Txn.fresh().line(tenant).strip() + " {}\n",
                            "x".repeat(64 * 1024 + 1) + "\n",
                            "   \t\n",
                            "\u0000\n",
                            good));

            assertThat(streamed.lineNumbers()).containsExactly(1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13);
            assertThat(streamed.statuses().subList(0, 10)).containsOnly("invalid");
            assertThat(streamed.statuses().get(10)).isEqualTo("decided");
            assertThat(streamed.results().subList(0, 10))
                    .allMatch(result -> !result.path("code").asString().isEmpty()
                            && !result.path("detail").asString().isEmpty());
            assertThat(streamed.results().get(2).path("code").asString()).isEqualTo("tenant_not_found");
            assertThat(streamed.count("invalid")).isEqualTo(10);
        }

        @Test
        void may_have_windows_line_ends_a_mark_and_no_last_line_end() {
            String body = "\uFEFF" + Txn.fresh().line(tenant).strip() + "\r\n"
                    + Txn.fresh().line(tenant).strip();

            assertThat(send("/api/decisions", NDJSON, body).statuses()).containsExactly("decided", "decided");
        }

        @Test
        void of_nothing_is_a_summary() {
            program.writesNothing(
                    () -> assertThat(send("/api/decisions", NDJSON, "").count("lines"))
                            .isZero());
        }

        @Test
        void may_have_ten_megabytes_in_a_line_that_are_refused_alone() {
            String good = Txn.fresh().line(tenant);
            long before = program.events();

            Streamed streamed = send("/api/decisions", NDJSON, "x".repeat(10_000_000) + "\n" + good);

            assertThat(streamed.statuses()).containsExactly("invalid", "decided");
            assertThat(streamed.results().get(0).path("code").asString()).isEqualTo("line_too_long");
            assertThat(program.events()).isEqualTo(before + 1);
        }

        @Test
        void may_have_lines_of_64_kib_and_no_more() {
            String line = Txn.fresh().line(tenant).strip();
            String longest = line + " ".repeat(64 * 1024 - line.length());
            String longer = Txn.fresh().line(tenant).strip();
            longer += " ".repeat(64 * 1024 - longer.length() + 1);

            assertThat(send("/api/decisions", NDJSON, longest + "\n" + longer + "\n")
                            .statuses())
                    .containsExactly("decided", "invalid");
        }

        @Test
        void must_be_utf_8() {
            byte[] bad = Txn.fresh().vendor("caf\u00e9").line(tenant).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(send("/api/decisions", NDJSON, bad).statuses()).containsExactly("invalid");
        }

        @Test
        void may_serve_several_tenants_and_thousands_of_lines_in_order() {
            String other = program.eagerTenant();
            String body = IntStream.range(0, 2_500)
                    .mapToObj(i -> Txn.named("many-" + i).line(i % 2 == 0 ? tenant : other))
                    .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                    .toString();

            Streamed streamed = send("/api/decisions", NDJSON, body);

            assertThat(streamed.lineNumbers())
                    .isEqualTo(IntStream.rangeClosed(1, 2_500).boxed().toList());
            assertThat(streamed.results())
                    .allMatch(result -> result.path("txn_id")
                            .asString()
                            .equals("many-" + (result.path("line").intValue() - 1)));
            assertThat(streamed.count("decided")).isEqualTo(2_500);
        }
    }

    @Nested
    class csv {
        private String row(String txn) {
            return txn + "," + tenant + ",2026-03-01,Office Depot,12.50,USD,6000,Sales,0.95\n";
        }

        @Test
        void is_decided_with_its_account_as_the_proposal() {
            String txn = Program.freshTxn();

            Streamed streamed = send("/api/decisions", CSV, HEADER + row(txn));

            assertThat(streamed.statuses()).containsExactly("decided");
            assertThat(streamed.lineNumbers()).containsExactly(2);
            JsonNode found = owner.get("/api/decisions/" + tenant + "/" + txn)
                    .mustBe(200)
                    .json();
            assertThat(found.path("account").asString()).isEqualTo("6000");
            assertThat(found.path("department").asString()).isEqualTo("Sales");
            assertThat(found.path("amount").decimalValue()).isEqualByComparingTo("12.5");
            assertThat(found.path("action").asString()).isEqualTo("auto_posted");
        }

        @Test
        void may_have_its_columns_in_any_order_and_leave_the_optional_ones_out() {
            String body = "currency,vendor,tenant,amount,txn_id,date\nUSD,Uber,%s,1,%s,2026-01-01\n"
                    .formatted(tenant, Program.freshTxn());

            assertThat(send("/api/decisions", CSV, body).statuses()).containsExactly("decided");
        }

        @Test
        void may_have_windows_line_ends_a_mark_blank_lines_and_a_charset() {
            String body = ("\uFEFF" + HEADER + row(Program.freshTxn()) + "\n" + row(Program.freshTxn()))
                    .replace("\n", "\r\n");

            Streamed streamed = send("/api/decisions", "text/csv; charset=utf-8", body);

            assertThat(streamed.statuses()).containsExactly("decided", "decided");
            assertThat(streamed.lineNumbers()).containsExactly(2, 4);
        }

        @Test
        void has_numbers_in_plain_digits() {
            String body =
                    HEADER + row(Program.freshTxn()) + row(Program.freshTxn()).replace("0.95", "0.９5");

            Streamed streamed = send("/api/decisions", CSV, body);

            assertThat(streamed.statuses()).containsExactly("decided", "invalid");
            assertThat(streamed.results().get(1).path("detail").asString()).contains("calibrated_p");
        }

        @Test
        void may_quote_commas_and_quotes_but_no_line_ends() {
            String txn = Program.freshTxn();
            String body = HEADER
                    + "%s,%s,2026-01-01,\"Smith, \"\"Sons\"\"\",1,USD,\"6000\",\"two\nlines\",0.95\n"
                            .formatted(txn, tenant)
                    + row(Program.freshTxn());

            Streamed streamed = send("/api/decisions", CSV, body);

            assertThat(streamed.lineNumbers()).containsExactly(2, 3, 4);
            assertThat(streamed.statuses()).containsExactly("invalid", "invalid", "decided");
            assertThat(streamed.results().get(0).path("detail").asString()).contains("quotes");

            String vendorOnly = body.replace("two\nlines", "Sales").replace(txn, Program.freshTxn());
            assertThat(send("/api/decisions", CSV, vendorOnly).statuses().get(0))
                    .isEqualTo("decided");
        }

        @Test
        void goes_on_after_bad_lines() {
            String body = HEADER
                    + String.join(
                            "",
                            "too,few\n",
                            row(Program.freshTxn()).strip() + ",more\n",
                            row(Program.freshTxn()).replace("12.50", "twelve"),
                            row(Program.freshTxn()).replace("12.50", "1e400"),
                            row(Program.freshTxn()).replace("2026-03-01", "01.03.2026"),
                            row(Program.freshTxn()).replace("USD", "$"),
                            row(Program.freshTxn()).replace("0.95", "1.01"),
                            row(Program.freshTxn()).replace(tenant, "nobody"),
                            row(Program.freshTxn()).replace("Office Depot", "\"unterminated"),
                            row(Program.freshTxn()));

            Streamed streamed = send("/api/decisions", CSV, body);

            assertThat(streamed.lineNumbers())
                    .isEqualTo(IntStream.rangeClosed(2, 11).boxed().toList());
            assertThat(streamed.statuses().subList(0, 9)).containsOnly("invalid");
            assertThat(streamed.statuses().get(9)).isEqualTo("decided");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\n",
                    "txn_id\n",
                    "a,b,c\n",
                    "txn_id;tenant;date;vendor;amount;currency\n",
                    "{\"txn_id\": 1}\n"
                })
        void needs_its_header(String body) {
            program.writesNothing(() -> {
                Answer answer = owner.post("/api/decisions", CSV, body).mustBeProblem(400, "invalid_request");
                assertThat(answer.json().path("errors")).isNotEmpty();
            });
        }

        @Test
        void is_told_all_that_is_wrong_with_its_header() {
            owner.post("/api/decisions", CSV, "txn_id,tenant,date,vendor,amount,amount,colour\n")
                    .mustBeInvalid("amount", "colour", "currency");
        }

        @Test
        void is_imported_with_its_account_as_the_label() {
            String txn = Program.freshTxn();
            String body = HEADER + row(txn) + row(Program.freshTxn()).replace(",6000,", ",,");

            Streamed streamed = send("/api/decisions/import", CSV, body);

            assertThat(streamed.statuses()).containsExactly("imported", "invalid");
            assertThat(streamed.count("imported")).isEqualTo(1);
            assertThat(streamed.results().get(1).path("detail").asString()).contains("account");
            assertThat(send("/api/decisions/import", CSV, HEADER + row(txn)).statuses())
                    .containsExactly("duplicate");
        }

        @Test
        void with_an_account_and_no_probability_is_a_proposal_that_nobody_vouches_for() {
            String txn = Program.freshTxn();
            assertThat(send("/api/decisions", CSV, HEADER + row(txn).replace("0.95", ""))
                            .results()
                            .get(0)
                            .path("action")
                            .asString())
                    .isEqualTo("reviewed");
        }

        @Test
        void that_ends_with_an_open_quote_gives_no_value_for_that_line() {
            String txn = Program.freshTxn();
            String header = "txn_id,tenant,date,vendor,currency,account,amount\n";
            String start = "%s,%s,2026-01-05,Acme,EUR,6100,\"12".formatted(txn, tenant);

            assertThat(send("/api/decisions/import", CSV, header + start).statuses())
                    .containsExactly("invalid");
            assertThat(send("/api/decisions/import", CSV, header + start + "34.56\"")
                            .statuses())
                    .containsExactly("imported");
        }

        @Test
        void without_a_readable_header_is_refused_with_the_reason() {
            String body = HEADER + row(Program.freshTxn());
            owner.post("/api/decisions", CSV, body.replace(',', ';')).mustBeInvalid("header");
            owner.post("/api/decisions", CSV, body.replace('\n', '\r')).mustBeInvalid("header");
        }
    }
}
