package io.countersign.policy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Brings the many spellings of a vendor on card statements to one. Normalising twice changes nothing, so a normalised
 * name can serve as a rule's pattern. Letters of every script stay. Case is folded letter by letter: what a letter becomes
 * must not depend on neighbours that are removed.
 */
public final class VendorNormalizer {
    private static final Set<String> CARD_WORDS = Set.of(
            "pos",
            "purchase",
            "web",
            "auth",
            "authorization",
            "debit",
            "credit",
            "card",
            "txn",
            "transaction",
            "payment",
            "sale");
    private static final Set<String> COMPANY_WORDS = Set.of(
            "inc",
            "llc",
            "co",
            "corp",
            "corporation",
            "company",
            "ltd",
            "limited",
            "plc",
            "sa",
            "nv",
            "bv",
            "gmbh",
            "incorporated",
            "dba",
            "aka",
            "fka");
    private static final Pattern MARKS_AND_SYMBOLS = Pattern.compile("[\\p{M}\\p{S}]+");
    // Not \b: that knows letters of all scripts up to Java 18 and only ASCII ones since, and names must not depend on
    // it.
    private static final String WORD = "[\\p{L}\\p{Nd}_]";
    private static final Pattern BRANCH_NUMBER =
            Pattern.compile("(?:(?<!%1$s)(?:store|location|unit|branch)\\s+#?|#\\s*)\\d+(?!%1$s)".formatted(WORD));
    private static final Pattern PUNCTUATION_AND_CONTROLS = Pattern.compile("[\\p{P}\\p{C}&&[^\\s]]+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern BRANCH_CODE = Pattern.compile("[0-9]{3,5}");

    private VendorNormalizer() {}

    /**
     * The normalised name; where nothing would remain, the lower-case original, trimmed and with its spaces collapsed.
     * Empty only for a vendor of nothing but white space.
     */
    public static String normalize(String vendor) {
        String before = vendor;
        String after = reduced(vendor);
        while (!after.isEmpty() && !after.equals(before)) {
            before = after;
            after = reduced(before);
        }
        if (!after.isEmpty()) {
            return after;
        }
        return before.equals(vendor)
                ? SPACES.matcher(vendor).replaceAll(" ").strip().toLowerCase(Locale.ROOT)
                : before;
    }

    /**
     * What a normalised name on record is compared by. Names are kept as they were normalised at their time, and earlier
     * builds left the final sigma and the dotless i as they were.
     */
    public static String comparable(String recorded) {
        String folded = CaseFolding.folded(recorded);
        return folded.equals(recorded) ? recorded : normalize(folded);
    }

    private static String reduced(String vendor) {
        String text = Normalizer.isNormalized(vendor, Normalizer.Form.NFKD)
                ? vendor
                : Normalizer.normalize(vendor, Normalizer.Form.NFKD);
        text = MARKS_AND_SYMBOLS.matcher(text).replaceAll("");
        text = CaseFolding.folded(text);
        text = BRANCH_NUMBER.matcher(text).replaceAll(" ");
        text = PUNCTUATION_AND_CONTROLS.matcher(text).replaceAll("");

        List<String> words = new ArrayList<>(8);
        for (String word : SPACES.split(text)) {
            if (!word.isEmpty() && !CARD_WORDS.contains(word)) {
                words.add(word);
            }
        }
        while (!words.isEmpty()
                && BRANCH_CODE.matcher(words.get(words.size() - 1)).matches()) {
            words.remove(words.size() - 1);
        }
        words.removeIf(COMPANY_WORDS::contains);
        return String.join(" ", words);
    }
}
