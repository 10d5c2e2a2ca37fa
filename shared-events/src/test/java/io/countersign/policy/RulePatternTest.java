package io.countersign.policy;

import static io.countersign.policy.RulePattern.normalized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.policy.Rule.Type;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulePatternTest {
    private static void refused(Type type, String pattern, String because) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> normalized(type, pattern))
                .withMessageStartingWith(because);
    }

    @Nested
    class any_pattern {
        @ParameterizedTest
        @EnumSource
        void that_is_blank_is_refused(Type type) {
            refused(type, "", "must not be blank");
            refused(type, " \t\u00a0", "must not be blank");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MCC")
        void has_at_most_200_characters(Type type) {
            assertThat(normalized(type, "x".repeat(200))).hasSize(200);
            refused(type, "x".repeat(201), "must have at most 200 characters");
        }

        @Test
        void has_at_most_200_characters_once_it_is_normalised() {
            refused(Type.VENDOR_EXACT, "\ufdfa".repeat(20), "must have at most 200 characters");
        }

        @ParameterizedTest
        @EnumSource(names = {"VENDOR_REGEX", "MEMO_CONTAINS"})
        void is_text_that_can_be_kept(Type type) {
            refused(type, "ab\u0000c", "must not have control characters");
            refused(type, "ab\ud83c", "must be valid Unicode");
        }
    }

    @Nested
    class an_exact_name {
        @ParameterizedTest
        @CsvSource({
            "'Office Depot, Inc.', office depot",
            "'WALGREENS #1234', walgreens",
            "AMZN*Mktp, amznmktp",
            "***, ***"
        })
        void is_normalised_as_vendors_are(String given, String kept) {
            assertThat(normalized(Type.VENDOR_EXACT, given)).isEqualTo(kept);
        }
    }

    @Nested
    class a_glob {
        @ParameterizedTest
        @CsvSource({
            "Office Depot*, office depot*",
            "amazon *, amazon *",
            "Café *, cafe *",
            "*Tools, *tools",
            "AMZN*Mktp*, amzn*mktp*",
            "POS PURCHASE Amazon*, amazon*",
            "'Office Depot, Inc. *', office depot *",
            "Acme, acme",
            "*Acme Inc, *acme"
        })
        void is_normalised_as_vendors_are_around_its_stars(String given, String kept) {
            assertThat(normalized(Type.VENDOR_GLOB, given)).isEqualTo(kept);
        }

        @ParameterizedTest
        @ValueSource(strings = {"acme**tools", "acme*-*tools", "Acme*.**Tools"})
        void has_one_star_where_several_stood(String given) {
            assertThat(normalized(Type.VENDOR_GLOB, given)).isEqualTo("acme*tools");
        }

        @ParameterizedTest
        @ValueSource(strings = {"*", "**", "* *", "POS *", "*.*", "* Inc.", "☕*", "* 1234"})
        void with_nothing_but_stars_is_refused(String given) {
            refused(Type.VENDOR_GLOB, given, "would match everything");
        }

        @Test
        void keeps_no_letter_that_could_be_taken_for_a_star() {
            assertThat(normalized(Type.VENDOR_GLOB, "ac\ua66eme*")).isEqualTo("acme*");
            refused(Type.VENDOR_GLOB, "\ua66e", "must not be blank");
        }
    }

    @Nested
    class a_regex {
        @ParameterizedTest
        @ValueSource(strings = {"^uber", "Uber|Lyft", " eats$", "\\d{4}", "\\p{Greek}", "(?i)^amzn.*mktp", "^[^ ]+$"})
        void is_kept_as_given(String given) {
            assertThat(normalized(Type.VENDOR_REGEX, given)).isEqualTo(given);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ".*", ".", "^", "$", "a*", "[a-z]", "\\w+", "(acme)?", "acme|", "^.{3,}$", "\\S", "[^0-9]", "\\b"
                })
        void that_would_match_everything_is_refused(String given) {
            refused(Type.VENDOR_REGEX, given, "would match everything");
        }

        @Test
        void that_would_match_an_empty_name_is_refused() {
            refused(Type.VENDOR_REGEX, "^(acme)?$", "would match an empty name");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ' ',
                value = {
                    "(acme missing_closing_):_(acme",
                    "a** invalid_nested_repetition_operator:_**",
                    "*acme missing_argument_to_repetition_operator:_*",
                    "(?=a) invalid_or_unsupported_Perl_syntax:_(?=",
                    "(a)\\1 invalid_escape_sequence:_\\1"
                })
        void that_RE2_does_not_understand_is_refused_with_the_place(String given, String fault) {
            refused(
                    Type.VENDOR_REGEX,
                    given,
                    "is not a regular expression that RE2 understands: " + fault.replace('_', ' '));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(((a{999}){999}){999})b",
                    "((((((((((a{2}){2}){2}){2}){2}){2}){2}){2}){2}){2}",
                    "(a{10}){101,}"
                })
        void that_repeats_repetitions_without_measure_is_refused(String given) {
            refused(Type.VENDOR_REGEX, given, "must not repeat anything more than 1,000 times");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "acme\u1c80",
                    "\\x{1C88}",
                    "[\u1c84]",
                    "[a-\uffff]",
                    "[\\x{80}-\\x{ffff}]",
                    "[a-\\龥]",
                    "[\\w--龥]"
                })
        void that_RE2_would_compile_for_ever_is_refused(String given) {
            refused(Type.VENDOR_REGEX, given, "must not have the letters U+1C80 to U+1C88, nor a range across them");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[一-龥]{3}", "[\\x{4e00}-\\x{9fa5}]", "[а-я]+"})
        void may_have_ranges_of_other_scripts(String given) {
            assertThat(normalized(Type.VENDOR_REGEX, given)).isEqualTo(given);
        }

        @Test
        void that_is_too_large_when_written_out_is_refused() {
            refused(Type.VENDOR_REGEX, "(acme tools){500}", "is too large once its repetitions are written out");
        }
    }

    @Nested
    class a_text_in_the_memo {
        @Test
        void is_kept_in_lower_case_without_outer_spaces() {
            assertThat(normalized(Type.MEMO_CONTAINS, "\u00a0 Train  to YORK, 1st\t"))
                    .isEqualTo("train  to york, 1st");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", " x ", "\ud83c\udf54"})
        void has_two_characters_at_least(String given) {
            refused(Type.MEMO_CONTAINS, given, "must have at least 2 characters");
        }
    }

    @Nested
    class a_category_code {
        @Test
        void is_four_digits() {
            assertThat(normalized(Type.MCC, " 5812 ")).isEqualTo("5812");
        }

        @ParameterizedTest
        @ValueSource(strings = {"581", "58123", "58a2", "٥٨١٢", "58*"})
        void is_nothing_else(String given) {
            refused(Type.MCC, given, "must be four digits");
        }
    }
}
