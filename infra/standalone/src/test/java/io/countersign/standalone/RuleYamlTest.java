package io.countersign.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.command.rules.RuleYamlReader;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Rule;
import io.countersign.query.rules.RuleYamlWriter;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleYamlTest {
    private static final Rule FULL = new Rule(
            "rule-c1",
            Rule.Type.VENDOR_GLOB,
            "office depot*",
            "6100 Büro: \"a\" #1",
            50,
            new BigDecimal("0.96"),
            24,
            new BigDecimal("-1000"),
            new BigDecimal("99.5"),
            "yes",
            "promoted",
            "c1");
    private static final Rule BARE = new Rule(
            "rule-2", Rule.Type.MCC, "0042", "6420", 100, BigDecimal.ONE, 0, null, null, null, "imported", null);

    private static List<Rule> read(String yaml) {
        return RuleYamlReader.read(yaml.getBytes(UTF_8), "firm");
    }

    private static Rule withAccount(String account) {
        return new Rule(
                "rule-2", Rule.Type.MCC, "0042", account, 100, BigDecimal.ONE, 0, null, null, null, "imported", null);
    }

    @Nested
    class an_account {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "=",
                    "<<",
                    "~",
                    "y",
                    "N",
                    "yes",
                    "No",
                    "ON",
                    "off",
                    "true",
                    "null",
                    "0610",
                    "6420",
                    "1e3",
                    "1.5",
                    "-7",
                    "+1",
                    ".5",
                    "0x1F",
                    "0o17",
                    "0b1",
                    "1_000",
                    "12:30:45",
                    "190:20:30.15",
                    "2026-01-31",
                    "2026-01-31T10:00:00Z",
                    "2026-01-31 10:00:00",
                    ".inf",
                    "-.INF",
                    ".NaN"
                })
        void that_some_reader_takes_for_something_else_is_in_quotes(String account) {
            String yaml = RuleYamlWriter.write("v1", "firm", List.of(withAccount(account)));

            assertThat(yaml).contains("account: '%s'\n".formatted(account));
            assertThat(read(yaml)).containsExactly(withAccount(account));
        }

        @ParameterizedTest
        @ValueSource(strings = {"6100 Office", "Nord", "One", "a=b"})
        void that_is_text_to_all_is_plain(String account) {
            assertThat(RuleYamlWriter.write("v1", "firm", List.of(withAccount(account))))
                    .contains("account: %s\n".formatted(account));
        }

        @Test
        void is_read_in_one_form_as_is_the_department() {
            Rule padded = new Rule(
                    "rule-2",
                    Rule.Type.MCC,
                    "0042",
                    " 6100\u00a0 Bu\u0308ro ",
                    100,
                    BigDecimal.ONE,
                    0,
                    null,
                    null,
                    "Ops ",
                    "imported",
                    null);

            assertThat(read(RuleYamlWriter.write("v1", "firm", List.of(padded))))
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.account()).isEqualTo("6100 B\u00fcro");
                        assertThat(rule.department()).isEqualTo("Ops");
                    });
        }
    }

    @Nested
    class a_book {
        @Test
        void is_read_as_it_was_written() {
            String yaml = RuleYamlWriter.write("v2", "firm", List.of(FULL, BARE));

            assertThat(read(yaml)).containsExactly(FULL, BARE);
        }

        @Test
        void is_written_plainly_and_always_alike() {
            assertThat(RuleYamlWriter.write("v1", "firm", List.of(BARE))).isEqualTo("""
                    version: v1
                    scope: firm
                    rules:
                      - rule_id: rule-2
                        type: mcc
                        pattern: '0042'
                        account: '6420'
                        priority: 100
                        confidence: 1
                        evidence_count: 0
                        source: imported
                    """);
        }

        @Test
        void without_rules_is_read_too() {
            assertThat(read(RuleYamlWriter.write("v0", "firm", List.of()))).isEmpty();
        }
    }

    @Nested
    class a_book_written_by_hand {
        @Test
        void may_leave_out_quotes_and_say_null_for_what_is_not_there() {
            List<Rule> rules = read("""
                    rules:
                      - {rule_id: 7, type: mcc, pattern: 0042, account: 6420, confidence: 1, department: null, amount_max: ~}
                    """);

            assertThat(rules).singleElement().satisfies(rule -> {
                assertThat(rule.account()).isEqualTo("6420");
                assertThat(rule.pattern()).isEqualTo("0042");
                assertThat(rule.department()).isNull();
                assertThat(rule.amountMax()).isNull();
            });
        }
    }

    @Nested
    class a_faulty_book {
        @Test
        void is_refused_with_every_fault_and_its_line() {
            String yaml = """
                    version: v1
                    scope: firm
                    colour: red
                    rules:
                      - rule_id: a
                        type: vendor_glob
                        pattern: '*'
                        account: '6420'
                        confidence: 1.5
                      - rule_id: b
                        type: vendor_glob
                        pattern: depot*
                        confidence: 0.9
                    """;

            Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(yaml));

            assertThat(refusal.errors())
                    .extracting(FieldError::field)
                    .containsExactly("line 3", "line 7", "line 9", "line 10");
            assertThat(refusal.errors().get(1).message()).contains("would match everything");
        }

        @Test
        void of_another_scope_is_refused_at_that_line() {
            Refusal refusal = refused("version: v1\nscope: acme\nrules: []\n");

            assertThat(refusal.errors())
                    .containsExactly(
                            new FieldError("line 2", "scope is acme, but these rules are to become those of firm"));
        }

        @Test
        void that_is_no_yaml_is_refused_at_its_line() {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> read("rules:\n  - ["));

            assertThat(refusal.errors()).extracting(FieldError::message).containsExactly("isn't valid YAML");
        }

        @Test
        void that_says_a_thing_twice_is_refused() {
            Refusal refusal = refused("""
                    version: v1
                    version: v2
                    rules:
                      - rule_id: a
                        type: vendor_glob
                        pattern: depot*
                        account: '6420'
                        account: '9999'
                        confidence: 0.9
                    rules: []
                    """);

            assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("line 2", "line 8", "line 10");
        }

        @Test
        void with_values_of_other_kinds_is_refused() {
            Refusal refusal = refused("""
                    version: {x: 1}
                    scope: [firm]
                    ? [a, b]
                    : c
                    rules:
                      - rule_id: a
                        type: vendor_glob
                        pattern: depot*
                        account: ~
                        confidence: 0.9
                        department: true
                        source: !!binary aGk=
                        candidate_id: a/../b
                    """);

            assertThat(refusal.errors())
                    .extracting(FieldError::field)
                    .containsExactly("line 1", "line 2", "line 3", "line 11", "line 12", "line 6", "line 13");
        }

        @Test
        void with_rules_that_are_no_list_is_refused() {
            assertThat(refused("rules: abc").errors())
                    .extracting(FieldError::message)
                    .containsExactly("rules must be a list");
            assertThat(refused("version: v1").errors())
                    .extracting(FieldError::message)
                    .containsExactly("rules is missing");
        }

        @Test
        void with_a_line_that_is_too_long_is_refused_at_that_line() {
            String longest = "#".repeat(10_000);
            assertThat(read("rules: []\n%s\n".formatted(longest))).isEmpty();

            assertThat(refused("rules: []\n%s#\n".formatted(longest)).errors())
                    .singleElement()
                    .satisfies(error -> {
                        assertThat(error.field()).isEqualTo("line 2");
                        assertThat(error.message()).contains("10000");
                    });
        }

        @Test
        @Timeout(20)
        void of_millions_of_wrong_values_is_refused_with_the_first_thousand() {
            for (String yaml : List.of(
                    "rules:\n" + "- {a: 1}\n".repeat(1_500_000),
                    "a: [1, 2]\n".repeat(1_000_000),
                    "rules:\n" + "- 1\n".repeat(3_000_000))) {
                assertThat(refused(yaml).errors()).hasSize(1_000);
            }
        }

        @Test
        @Timeout(20)
        void with_one_value_of_any_length_or_depth_is_refused() {
            assertThat(refused("rules:\n- {" + "a: 1,\n".repeat(2_000_000) + "}"))
                    .hasMessageContaining("too long");
            assertThat(refused("version: " + ("[".repeat(5_000) + "\n").repeat(2_000)))
                    .hasMessageContaining("too deep");
        }

        @Test
        void of_two_documents_is_refused() {
            assertThat(refused("rules: []\n---\nrules: []\n").errors())
                    .containsExactly(new FieldError("line 2", "isn't valid YAML"));
        }

        @Test
        void with_aliases_is_refused_and_told_why() {
            assertThat(refused("rules: &a [*a, *a]")).hasMessageContaining("aliases");
        }

        private Refusal refused(String yaml) {
            return catchThrowableOfType(Refusal.class, () -> read(yaml));
        }

        @Test
        void with_one_id_twice_is_refused() {
            String yaml = RuleYamlWriter.write("v1", "firm", List.of(BARE, BARE));

            Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(yaml));

            assertThat(refusal.errors())
                    .singleElement()
                    .extracting(FieldError::message)
                    .asString()
                    .contains("above");
        }
    }
}
