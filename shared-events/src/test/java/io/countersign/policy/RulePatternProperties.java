package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Rule.Type;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class RulePatternProperties {
    /** Built from what the normaliser looks for, stars, and what may go wrong between them. */
    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> built = Arbitraries.of(
                        "*", "*", "**", "POS", "ſale", "Acme", "Cafés", "İnc", "CO", "Store", "unit", "#", "12", "1234",
                        "٣٣٣", " ", " ", "\t", "\u00a0", "\u200d", "\u0301", "\0", "\ud83c", "\udf54", "☕", ".", "-",
                        "_", "ΑΣ", "ς", "日", "한", "ﬁ", "\u0345", "\ufdfa", "\ua66e", "x", "ab|c", "(", ")?", "[a", "]",
                        "\\d", "{2}", "+", "5812")
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
        Arbitrary<String> anything = Arbitraries.chars()
                .range('\0', '\uffff')
                .array(char[].class)
                .ofMaxSize(30)
                .map(String::new);
        return Arbitraries.frequencyOf(Tuple.of(4, built), Tuple.of(1, anything));
    }

    @Property(tries = 20_000)
    void normalising_twice_changes_nothing(@ForAll Type type, @ForAll("patterns") String pattern) {
        Optional<String> once = normalized(type, pattern);
        Statistics.collect(type, once.isPresent());

        assertThat(once.flatMap(form -> normalized(type, form))).isEqualTo(once);
    }

    @Property(tries = 5_000)
    void an_exact_name_matches_the_vendor_that_it_was_taken_from(@ForAll("patterns") String vendor) {
        Optional<String> name = normalized(Type.VENDOR_EXACT, vendor);
        Assume.that(name.isPresent());

        assertThat(RulePattern.of(Type.VENDOR_EXACT, name.get()).matches(AnyRule.transaction(vendor)))
                .isTrue();
    }

    @Property(tries = 5_000)
    void a_glob_without_a_star_is_an_exact_name(@ForAll("patterns") String pattern) {
        String starless = pattern.replace("*", "").replace("\ua66e", "");

        assertThat(normalized(Type.VENDOR_GLOB, starless)).isEqualTo(normalized(Type.VENDOR_EXACT, starless));
    }

    @Property(tries = 5_000)
    void the_beginning_of_a_name_and_a_star_match_the_name(
            @ForAll("words") String vendor, @ForAll @IntRange(min = 1, max = 40) int end) {
        String name = VendorNormalizer.normalize(vendor);
        String beginning = name.substring(0, Math.min(end, name.length()));
        Optional<String> glob = normalized(Type.VENDOR_GLOB, beginning + "*");

        assertThat(glob)
                .hasValueSatisfying(
                        form -> assertThat(new VendorGlob(form).matches(name)).isTrue());
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of("acme", "tools", "café", "日本", "bücher", "7eleven", "x")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(words -> String.join(" ", words));
    }

    @Property(tries = 20_000)
    void a_glob_matches_what_its_regular_expression_matches(
            @ForAll("globs") String glob, @ForAll("shortNames") String name) {
        String regex = Pattern.quote(glob).replace("*", "\\E.*\\Q");
        boolean expected = name.matches(regex);
        Statistics.collect(expected);

        assertThat(new VendorGlob(glob).matches(name)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.strings()
                .withChars("ab**")
                .ofMinLength(1)
                .ofMaxLength(7)
                .map(glob -> glob.replaceAll("\\*+", "*"));
    }

    @Provide
    Arbitrary<String> shortNames() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(7);
    }

    private static Optional<String> normalized(Type type, String pattern) {
        try {
            return Optional.of(RulePattern.normalized(type, pattern));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
