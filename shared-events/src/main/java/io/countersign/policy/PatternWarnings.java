package io.countersign.policy;

import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells of vendor patterns that are written as statements show vendors, and so won't match the names that remain when
 * branch numbers, company words and punctuation are dropped. Such a rule is allowed: it may be meant for something else.
 */
public final class PatternWarnings {
    private static final Pattern STARS = Pattern.compile("\\*+");
    private static final Pattern DROPPED_CHARACTERS = Pattern.compile("[\\p{M}\\p{S}\\p{P}\\p{C}]");
    private static final String ANY_NUMBER = "1234";
    private static final String ANY_WORD = " acme";

    private PatternWarnings() {}

    /**
     * Sentences for people; empty if nothing is to be said.
     *
     * @param pattern that {@link RulePattern#normalized} accepts, as it was given or as it is kept
     */
    public static List<String> of(Rule.Type type, String pattern) {
        return switch (type) {
            case VENDOR_GLOB -> ofGlob(pattern);
            case VENDOR_REGEX -> ofRegex(pattern);
            case VENDOR_EXACT, MEMO_CONTAINS, MCC -> List.of();
        };
    }

    private static List<String> ofGlob(String pattern) {
        VendorGlob glob = new VendorGlob(VendorGlob.normalized(pattern));
        boolean usual = glob.matches(vendor(pattern, ""))
                || (glob.matches(vendor(pattern, ANY_NUMBER)) && glob.matches(vendor(pattern, ANY_WORD)));
        if (usual) {
            return List.of();
        }
        String example = STARS.matcher(pattern).replaceAll(ANY_NUMBER);
        return List.of("The pattern doesn't match “%s”, which is “%s” once what statements add to names is dropped"
                .formatted(example, VendorNormalizer.normalize(example)));
    }

    /** What a statement may show where the pattern is meant to match: a word before it, and this in place of stars. */
    private static String vendor(String pattern, String instead) {
        String begun = pattern.startsWith("*") ? ANY_WORD.strip() + " " + pattern.substring(1) : pattern;
        return VendorNormalizer.normalize(STARS.matcher(begun).replaceAll(instead));
    }

    private static List<String> ofRegex(String regex) {
        Set<String> literals = RequiredLiterals.of(regex);
        boolean never = !literals.isEmpty() && literals.stream().allMatch(PatternWarnings::isDropped);
        return never
                ? List.of(
                        "The pattern needs “%s”, which no normalised name has: accents, punctuation and symbols are dropped"
                                .formatted(String.join("” or “", literals)))
                : List.of();
    }

    private static boolean isDropped(String literal) {
        String decomposed = Normalizer.normalize(literal, Normalizer.Form.NFKD);
        return DROPPED_CHARACTERS.matcher(decomposed).find() || literal.contains("  ");
    }
}
