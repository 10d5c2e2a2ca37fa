package io.countersign.policy;

import static io.countersign.policy.AnyRule.rule;
import static io.countersign.policy.AnyRule.transaction;
import static io.countersign.policy.AnyRule.withAccount;
import static io.countersign.policy.AnyRule.withAmounts;
import static io.countersign.policy.AnyRule.withDepartment;
import static io.countersign.policy.AnyRule.withPriority;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.policy.Rule.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleMatcherTest {
    private static Optional<RuleMatch> match(Transaction transaction, Rule... rules) {
        return RuleMatcher.compile("firm", 7, List.of(rules)).match(transaction);
    }

    private static boolean matches(Type type, String pattern, Transaction transaction) {
        return match(transaction, rule("r-1", type, pattern)).isPresent();
    }

    private static String first(Transaction transaction, Rule... rules) {
        return match(transaction, rules).orElseThrow().rule().ruleId();
    }

    private static boolean contested(Transaction transaction, Rule... rules) {
        return match(transaction, rules).orElseThrow().contested();
    }

    @Test
    void a_match_names_the_rule_its_scope_and_its_version() {
        Rule acme = rule("r-1", Type.VENDOR_EXACT, "acme");

        assertThat(match(transaction("Acme Inc."), acme)).contains(new RuleMatch(acme, "firm", 7, false));
    }

    @Test
    void an_empty_book_matches_nothing() {
        assertThat(RuleMatcher.empty("firm").match(transaction("Acme"))).isEmpty();
        assertThat(RuleMatcher.empty("firm").version()).isZero();
    }

    @Test
    void a_regex_that_does_not_compile_is_refused_with_its_rule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> match(transaction("Acme"), rule("r-9", Type.VENDOR_REGEX, "(acme")))
                .withMessageStartingWith("The pattern of rule r-9 is not a regular expression that RE2 understands");
    }

    @Nested
    class a_pattern {
        @ParameterizedTest
        @CsvSource({
            "Office Depot, true",
            "OFFICE DEPOT #12, true",
            "Office Depot Online, false",
            "The Office Depot, false"
        })
        void of_a_whole_name_matches_that_name_only(String vendor, boolean matches) {
            assertThat(matches(Type.VENDOR_EXACT, "office depot", transaction(vendor)))
                    .isEqualTo(matches);
        }

        @ParameterizedTest
        @CsvSource({
            "office*, office, true",
            "office*, office depot, true",
            "office*, the office, false",
            "office *, office depot, true",
            "office *, office, false",
            "*depot, office depot, true",
            "*depot, office depot online, false",
            "*depot*, office depot online, true",
            "o*depot, office depot, true",
            "o*depot, outer office, false",
            "office, office, true",
            "office, office depot, false",
            "ab*ba, aba, false",
            "ab*ba, abba, true",
            "*x*, a x ray, true",
            "*x*, acme, false"
        })
        void with_stars_matches_the_whole_name(String glob, String vendor, boolean matches) {
            assertThat(matches(Type.VENDOR_GLOB, glob, transaction(vendor))).isEqualTo(matches);
        }

        @ParameterizedTest
        @CsvSource({
            "^uber( eats)?$, Uber Eats, true", "^uber( eats)?$, Uber Trip, false", "UBER|LYFT, my lyft ride, true",
            "\\d{2} hour, 24 Hour Gym, true", "[[:digit:]]{2}, 24 Hour Gym, true", "[[:digit:]]{2}, Gym, false"
        })
        void that_is_a_regex_is_searched_in_any_case(String regex, String vendor, boolean matches) {
            assertThat(matches(Type.VENDOR_REGEX, regex, transaction(vendor))).isEqualTo(matches);
        }

        @ParameterizedTest
        @CsvSource({"'Monthly TRAIN pass', true", "train, true", "Tram pass, false", ", false"})
        void of_a_memo_is_searched_in_any_case(String memo, boolean matches) {
            assertThat(matches(Type.MEMO_CONTAINS, "train", transaction("Acme", "1", null, memo, null)))
                    .isEqualTo(matches);
        }

        @ParameterizedTest
        @CsvSource({"5812, true", "5813, false", ", false"})
        void of_a_category_matches_its_code(String mcc, boolean matches) {
            assertThat(matches(Type.MCC, "5812", transaction("Acme", "1", null, null, mcc)))
                    .isEqualTo(matches);
        }
    }

    @Nested
    class a_name_on_record {
        @ParameterizedTest
        @CsvSource({
            "VENDOR_GLOB, οδος*, οδοσα", "VENDOR_GLOB, οδος*, οδος α", "VENDOR_GLOB, *οδοσ, οδος",
                    "VENDOR_EXACT, οδος, οδοσ",
            "VENDOR_EXACT, οδοσ, οδος", "VENDOR_REGEX, ^οδος$, οδοσ", "VENDOR_REGEX, οδοσ, οδος",
                    "VENDOR_REGEX, ısparta, isparta"
        })
        void matches_as_if_it_were_normalised_today(Type type, String pattern, String vendor) {
            Transaction recorded = new Transaction(
                    new TxnId("t-1"), LocalDate.EPOCH, vendor, vendor, BigDecimal.ONE, "EUR", null, null, null);

            assertThat(matches(type, pattern, recorded)).isTrue();
        }

        @Test
        void contests_no_other_that_looks_the_same() {
            Rule one = withAccount("6100 Office", rule("r-1", Type.VENDOR_EXACT, "acme"));
            Rule same = withAccount("6100\u00a0Office ", rule("r-2", Type.VENDOR_GLOB, "ac*"));

            assertThat(contested(transaction("Acme"), one, same)).isFalse();
        }

        @Test
        void is_the_same_pattern() {
            assertThat(SamePattern.of(withDepartment("Ops ", rule("r-1", Type.VENDOR_GLOB, "οδος*"))))
                    .isEqualTo(SamePattern.of(withDepartment("Ops", rule("r-2", Type.VENDOR_GLOB, "οδοσ*"))));
            assertThat(SamePattern.of(rule("r-1", Type.VENDOR_REGEX, "\\D")))
                    .isNotEqualTo(SamePattern.of(rule("r-2", Type.VENDOR_REGEX, "\\d")));
        }
    }

    @Nested
    class a_condition {
        private final Rule acme = rule("r-1", Type.VENDOR_EXACT, "acme");

        @ParameterizedTest
        @CsvSource({
            "-5, 10, -5, true",
            "-5, 10, 10.00, true",
            "-5, 10, -5.0001, false",
            "-5, 10, 10.0001, false",
            "5,, 1000000, true",
            "5,, -6, false",
            ", 5, -1000000, true",
            ", 5, 6, false"
        })
        void on_the_amount_takes_in_its_bounds_and_heeds_the_sign(
                String min, String max, String amount, boolean matches) {
            Transaction spent = transaction("Acme", amount, null, null, null);

            assertThat(match(spent, withAmounts(min, max, acme)).isPresent()).isEqualTo(matches);
        }

        @ParameterizedTest
        @CsvSource({"Sales, true", "' Sales ', true", "sales, false", "Sales North, false", ", false"})
        void on_the_department_wants_the_same_name(String department, boolean matches) {
            Transaction spent = transaction("Acme", "1", department, null, null);

            assertThat(match(spent, withDepartment("Sales", acme)).isPresent()).isEqualTo(matches);
        }
    }

    @Nested
    class of_several_rules_that_match {
        private final Transaction spent = transaction("Acme Tools", "10", "Sales", "drills", "5200");
        private final Rule plain = rule("r-1", Type.VENDOR_GLOB, "acme tools*");

        @Test
        void the_lower_priority_comes_first_whatever_else_speaks_against_it() {
            Rule lower = withPriority(49, rule("r-2", Type.MCC, "5200"));

            assertThat(first(spent, withDepartment("Sales", withAmounts("1", null, plain)), lower))
                    .isEqualTo("r-2");
        }

        @Test
        void then_the_one_with_more_conditions() {
            Rule byDepartment = withDepartment("Sales", rule("r-2", Type.MCC, "5200"));
            Rule byBoth = withAmounts("1", null, withDepartment("Sales", rule("r-3", Type.MCC, "5200")));

            assertThat(first(spent, plain, byDepartment)).isEqualTo("r-2");
            assertThat(first(spent, byDepartment, byBoth)).isEqualTo("r-3");
        }

        @Test
        void two_bounds_of_the_amount_count_once() {
            Rule between = withAmounts("1", "20", rule("r-2", Type.VENDOR_GLOB, "acme*"));
            Rule above = withAmounts("1", null, plain);

            assertThat(first(spent, between, above)).isEqualTo("r-1");
        }

        @Test
        void then_the_one_with_the_longer_pattern() {
            assertThat(first(spent, rule("r-0", Type.VENDOR_EXACT, "acme tools"), plain))
                    .isEqualTo("r-1");
        }

        @Test
        void length_counts_characters_and_not_their_halves() {
            Transaction memo = transaction("Acme", "1", null, "\ud83c\udf54\ud83c\udf54 bun", null);
            Rule burgers = rule("r-2", Type.MEMO_CONTAINS, "\ud83c\udf54\ud83c\udf54");
            Rule bun = rule("r-1", Type.MEMO_CONTAINS, "bun");

            assertThat(first(memo, burgers, bun)).isEqualTo("r-1");
        }

        @Test
        void then_the_one_with_the_first_identifier() {
            assertThat(first(spent, rule("r-2", Type.VENDOR_GLOB, "*cme tools*"), plain))
                    .isEqualTo("r-1");
        }
    }

    @Nested
    class a_match_is_contested {
        private final Transaction spent = transaction("Acme Tools", "10", "Sales", null, "5200");
        private final Rule exact = rule("r-1", Type.VENDOR_EXACT, "acme tools");
        private final Rule other = withAccount("7000", rule("r-2", Type.VENDOR_GLOB, "acme*"));

        @Test
        void by_a_rule_of_equal_rank_that_names_another_account() {
            assertThat(contested(spent, exact, other)).isTrue();
            assertThat(contested(spent, other, exact)).isTrue();
        }

        @Test
        void even_if_a_third_rule_agrees() {
            Rule agrees = rule("r-3", Type.MCC, "5200");

            assertThat(contested(spent, exact, other, agrees)).isTrue();
        }

        @Test
        void not_by_one_that_names_the_same_account() {
            assertThat(contested(spent, exact, withAccount("6000", other))).isFalse();
        }

        @Test
        void not_by_one_that_does_not_match() {
            assertThat(contested(transaction("Acme Toys"), exact, other)).isFalse();
        }

        @Test
        void not_by_one_of_another_priority() {
            assertThat(contested(spent, exact, withPriority(51, other))).isFalse();
            assertThat(contested(spent, exact, withPriority(49, other))).isFalse();
        }

        @Test
        void not_by_one_with_more_or_fewer_conditions() {
            assertThat(contested(spent, exact, withDepartment("Sales", other))).isFalse();
            assertThat(contested(spent, withDepartment("Sales", exact), other)).isFalse();
        }

        @Test
        void by_another_condition_in_place_of_its_own() {
            assertThat(contested(spent, withAmounts("1", null, exact), withDepartment("Sales", other)))
                    .isTrue();
        }
    }

    @Nested
    class of_two_books {
        private final RuleMatcher firm =
                RuleMatcher.compile("firm", 3, List.of(withPriority(1, rule("f-1", Type.VENDOR_EXACT, "acme"))));
        private final RuleMatcher tenant = RuleMatcher.compile(
                "t-1", 2, List.of(withAccount("7000", withPriority(900, rule("t-1", Type.VENDOR_GLOB, "ac*e")))));

        @Test
        void the_tenants_comes_first_whatever_its_priorities() {
            RuleMatch match = new RuleBooks(firm, tenant).match(transaction("Acme"));

            assertThat(match.rule().ruleId()).isEqualTo("t-1");
            assertThat(match.scope()).isEqualTo("t-1");
            assertThat(match.version()).isEqualTo(2);
            assertThat(match.contested()).isFalse();
        }

        @Test
        void the_firms_holds_where_the_tenants_has_no_rule() {
            RuleMatch match = new RuleBooks(firm, RuleMatcher.empty("t-1")).match(transaction("Acme"));

            assertThat(match.rule().ruleId()).isEqualTo("f-1");
            assertThat(match.version()).isEqualTo(3);
        }

        @Test
        void neither_may_have_a_rule() {
            assertThat(new RuleBooks(firm, tenant).match(transaction("Umbrella")))
                    .isNull();
        }
    }
}
