package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredLiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^uber;uber",
                "Uber *Eats;uber",
                "^amzn.*mktp$;amzn",
                "(?i)shell [0-9]+;'shell '",
                "colou?rs;colo",
                "ab+cde;cde",
                "a{2}bcd;bcd",
                "x{0}abc;abc",
                "(?:tesco|x)? express;' express'",
                "(acme)+;acme",
                "(?P<brand>acme) \\w+;acme",
                "\\bstarbucks\\b;starbucks",
                "a\\.b\\.c;a.b.c",
                "[Tt]esco;esco",
                "\\p{Greek}kiosk;kiosk",
                "[\\]x-]abc;abc",
                "[^]]abc;abc",
                "straße;straße",
                "ſale;sale"
            })
    void are_the_longest_text_that_must_occur(String regex, String literal) {
        assertThat(RequiredLiterals.of(regex)).containsExactly(literal);
    }

    @Test
    void are_one_for_each_alternative() {
        assertThat(RequiredLiterals.of("uber|lyft|bolt\\d")).isEqualTo(Set.of("uber", "lyft", "bolt"));
        assertThat(RequiredLiterals.of("^(?:(shell|bp) station|esso)")).isEqualTo(Set.of(" station", "esso"));
    }

    @Nested
    class are_unknown {
        @ParameterizedTest
        @ValueSource(
                strings = {"uber|", "uber|.", "(uber)?", "(?:uber|lyft)*", "[ul].", "\\d+", "^$", "(uber){0,3}", "a{0}"
                })
        void where_nothing_must_occur(String regex) {
            assertThat(RequiredLiterals.of(regex)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"acme(?i)s*", "\\Qacme\\E", "[[:alpha:]]acme", "acme\\x41", "acme{x}", "acme\\n"})
        void in_unfamiliar_syntax(String regex) {
            assertThat(RequiredLiterals.of(regex)).isEmpty();
        }

        @Test
        void where_there_are_too_many() {
            assertThat(RequiredLiterals.of("a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p")).hasSize(16);
            assertThat(RequiredLiterals.of("a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q")).isEmpty();
        }
    }
}
