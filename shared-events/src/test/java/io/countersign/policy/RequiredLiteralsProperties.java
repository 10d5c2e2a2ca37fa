package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class RequiredLiteralsProperties {
    /** Any order of the signs that mean something to RE2; most don't compile, and those that do are the odd ones. */
    @Provide
    Arbitrary<String> oddities() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "B",
                        "k",
                        "\u212a",
                        "ſ",
                        "0",
                        "1",
                        ",",
                        "(",
                        ")",
                        "(?:",
                        "(?i)",
                        "(?-i:",
                        "(?P<n>",
                        "[",
                        "]",
                        "^",
                        "-",
                        ":",
                        "[:",
                        ":]",
                        "{",
                        "}",
                        "{0}",
                        "{1,2}",
                        "{0,}",
                        "|",
                        "*",
                        "+",
                        "?",
                        "\\",
                        ".",
                        "$",
                        "\\d",
                        "\\b",
                        "\\pL",
                        "\\P{L}",
                        "\\Q",
                        "\\E",
                        "\\x61",
                        "\\_",
                        "\\.",
                        "\\x{212a}",
                        "\ud83c\udf54")
                .list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "A",
                        "k",
                        "K",
                        "\u212a",
                        "s",
                        "ſ",
                        "0",
                        "1",
                        ",",
                        "[",
                        "]",
                        "{",
                        "}",
                        "-",
                        ":",
                        "_",
                        ".",
                        "^",
                        "|",
                        "\ud83c\udf54",
                        "\ud83c",
                        "(",
                        "q",
                        "\\",
                        "n")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 100_000)
    void one_occurs_wherever_the_regex_is_found(@ForAll("oddities") String regex, @ForAll("names") String name) {
        Optional<Pattern> pattern = compiled(regex);
        if (pattern.isEmpty() || !pattern.get().matcher(name).find()) {
            return;
        }
        Set<String> literals = RequiredLiterals.of(regex);
        Statistics.collect(literals.isEmpty() ? "unknown" : "known");

        if (!literals.isEmpty()) {
            assertThat(literals).as(regex).anyMatch(CaseFolding.folded(name)::contains);
        }
    }

    private static Optional<Pattern> compiled(String regex) {
        try {
            RegexGuard.check(regex);
            return Optional.of(Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
