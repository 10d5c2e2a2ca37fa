package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Rule.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternWarningsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "WALMART #*",
                "walmart *",
                "BEANWORKS STORE *",
                "Walmart Store 4*",
                "ACME INC*",
                "*1234",
                "Starbucks Location #*"
            })
    void are_given_for_a_glob_written_as_statements_show_vendors(String glob) {
        assertThat(PatternWarnings.of(Type.VENDOR_GLOB, glob))
                .singleElement()
                .asString()
                .startsWith("The pattern doesn't match “");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "office*",
                "office depot*",
                "OFFICE DEPOT",
                "*depot",
                "*depot*",
                "o*depot",
                "Café*",
                "amazon.com*",
                "AMAZON MKTPL*",
                "ΟΔΟΣ*",
                "acme 12*",
                "office, inc."
            })
    void are_not_given_for_a_glob_that_matches_such_vendors(String glob) {
        assertThat(PatternWarnings.of(Type.VENDOR_GLOB, glob)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Starbucks #\\d+", "amazon\\.com", "café", "cafe\u0301", "h&m|c&a", "uber  eats"})
    void are_given_for_a_regex_that_needs_what_names_never_have(String regex) {
        assertThat(PatternWarnings.of(Type.VENDOR_REGEX, regex))
                .singleElement()
                .asString()
                .contains("no normalised name has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARBUCKS", "^uber( eats)?$", "amazon.com", "h&m|hm", "[#]?acme", "ΟΔΟΣ", "\\d{2} hour"})
    void are_not_given_for_a_regex_that_can_be_found(String regex) {
        assertThat(PatternWarnings.of(Type.VENDOR_REGEX, regex)).isEmpty();
    }
}
