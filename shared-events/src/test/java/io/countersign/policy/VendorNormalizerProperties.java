package io.countersign.policy;

import static io.countersign.policy.VendorNormalizer.normalize;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VendorNormalizerProperties {
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\x1C-\\x1F]*");
    private static final Pattern SPACE_TO_SPARE =
            Pattern.compile("^[\\s\\p{Z}]|[\\s\\p{Z}]$|[\\s\\p{Z}]{2}|[^\\P{Z} ]|[\\s&&[^ ]]");

    /** Any sequence of UTF-16 units: NUL, unassigned code points and halves of pairs as well. */
    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.chars()
                .range('\0', '\uffff')
                .array(char[].class)
                .ofMaxSize(30)
                .map(String::new);
    }

    /** Strings that are built from what the normaliser looks for. */
    @Provide
    Arbitrary<String> statementLines() {
        return Arbitraries.of(
                        "POS",
                        "Purchase",
                        "web",
                        "ＡＵＴＨ",
                        "ſale",
                        "Acme",
                        "Cafés",
                        "İnc",
                        "Inc",
                        "CO",
                        "a\u212aa",
                        "gmbh",
                        "Store",
                        "unit",
                        "branch",
                        "#",
                        "12",
                        "1234",
                        "123456",
                        "٣٣٣",
                        "Ⅷ",
                        " ",
                        "  ",
                        "\t",
                        "\u00a0",
                        "\u2003",
                        "\u2028",
                        "\u200d",
                        "\u0301",
                        "\0",
                        "\ud83c",
                        "\udf54",
                        "\ud801",
                        "\udc00",
                        "☕",
                        "¨",
                        "'",
                        ".",
                        "-",
                        "_",
                        "ΑΣ",
                        "ς",
                        "日",
                        "한국",
                        "Ⓐ",
                        "\ud83c\udd50",
                        "ẞ",
                        "ﬁ",
                        "\u0345",
                        "\ufffd",
                        "\u0378")
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> vendors() {
        return Arbitraries.oneOf(
                anything(), statementLines(), Arbitraries.strings().ofMaxLength(30));
    }

    /** Letters and spaces of scripts in which none of the dropped words can be written. */
    @Provide
    Arbitrary<String> foreignNames() {
        return Arbitraries.strings()
                .withCharRange('\u0391', '\u03c9')
                .withCharRange('\u0410', '\u044f')
                .withCharRange('\u05d0', '\u05ea')
                .withCharRange('\u0621', '\u064a')
                .withCharRange('\u0905', '\u0939')
                .withCharRange('\u0e01', '\u0e30')
                .withCharRange('\u4e00', '\u9fff')
                .withCharRange('\uac00', '\ud7a3')
                .withChars(' ')
                .ofMaxLength(30);
    }

    @Property(tries = 10_000)
    void normalising_twice_changes_nothing(@ForAll("vendors") String vendor) {
        String once = normalize(vendor);

        assertThat(normalize(once)).isEqualTo(once);
    }

    @Property(tries = 10_000)
    void a_name_is_empty_exactly_when_the_vendor_is_blank(@ForAll("vendors") String vendor) {
        assertThat(normalize(vendor).isEmpty()).isEqualTo(BLANK.matcher(vendor).matches());
    }

    @Property(tries = 10_000)
    void a_name_is_in_lower_case(@ForAll("vendors") String vendor) {
        String normalized = normalize(vendor);

        assertThat(normalized).isEqualTo(normalized.toLowerCase(Locale.ROOT));
    }

    @Property(tries = 10_000)
    void a_name_has_single_spaces_between_words_only(@ForAll("vendors") String vendor) {
        assertThat(normalize(vendor)).doesNotContainPattern(SPACE_TO_SPARE);
    }

    @Property(tries = 10_000)
    void case_and_outer_spaces_make_no_difference(@ForAll("statementLinesInAscii") String vendor) {
        String name = normalize(vendor);

        assertThat(normalize("  " + vendor.toUpperCase(Locale.ROOT) + "\t")).isEqualTo(name);
        assertThat(normalize(vendor.toLowerCase(Locale.ROOT))).isEqualTo(name);
    }

    @Provide
    Arbitrary<String> statementLinesInAscii() {
        return Arbitraries.of("POS", "Acme", "Tools", "Inc", "Store", "#", "12", "1234", ".", " ", "  ", "'", "x")
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
    }

    @Property
    void letters_of_other_scripts_stay(@ForAll("foreignNames") String vendor) {
        assertThat(letters(normalize(vendor))).isEqualTo(letters(vendor));
    }

    /** Decomposed, in lower case, without regard to the form that a sigma takes at the end of a word. */
    private static String letters(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetter)
                .mapToObj(letter -> letter == 'ς' ? "σ" : Character.toString(letter))
                .collect(joining());
    }
}
