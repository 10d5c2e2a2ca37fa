package io.countersign.policy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFoldingTest {
    @ParameterizedTest
    @CsvSource({
        "acme 12, acme 12",
        "ACME, acme",
        "ΚΑΦΕΣ, καφεσ",
        "καφες, καφεσ",
        "\u212aiosk, kiosk",
        "ſale, sale",
        "ẞ, ß"
    })
    void brings_all_forms_of_a_letter_to_one(String text, String folded) {
        assertThat(CaseFolding.folded(text)).isEqualTo(folded);
    }

    @Test
    void of_what_is_folded_changes_nothing() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> CaseFolding.folded(CaseFolding.folded(c)) != CaseFolding.folded(c)))
                .isEmpty();
    }

    /** Each letter that has case, but for those that RE2/J can't compile, is sought among all that are folded to another. */
    @Test
    void parts_no_letters_that_RE2_takes_for_the_same() {
        List<Integer> cased = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c ->
                        Character.toLowerCase(c) != c || Character.toUpperCase(c) != c || CaseFolding.folded(c) != c)
                .filter(c -> c < 0x1c80 || c > 0x1c88)
                .boxed()
                .toList();
        assertThat(cased).hasSizeGreaterThan(2_500);

        for (int letter : cased) {
            String others = cased.stream()
                    .filter(other -> CaseFolding.folded(other) != CaseFolding.folded(letter))
                    .map(Character::toString)
                    .collect(joining());
            assertThat(Pattern.compile(Character.toString(letter), Pattern.CASE_INSENSITIVE)
                            .matcher(others)
                            .find())
                    .as("U+%04X", letter)
                    .isFalse();
        }
    }
}
