package io.countersign.policy;

import java.util.regex.Pattern;

/** What a rule's pattern means. The meaning is in {@link #matches} alone; an index only spares asking in vain. */
public abstract class RulePattern {
    /** Characters (code points) at most, before and after normalising. */
    public static final int MAX_LENGTH = 200;

    private static final Pattern OUTER_SPACES = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");
    private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}");
    private static final int SHORTEST_MEMO = 2;

    RulePattern() {}

    /**
     * The form in which a pattern is kept and compared. Normalising it again changes nothing.
     * <ul>
     *   <li>{@code vendor_exact}: as {@link VendorNormalizer} makes it;
     *   <li>{@code vendor_glob}: the same, with each {@code *} staying where it stood;
     *   <li>{@code vendor_regex}: as given, in the syntax of RE2;
     *   <li>{@code memo_contains}: without outer spaces, in lower case;
     *   <li>{@code mcc}: four digits.
     * </ul>
     *
     * @throws IllegalArgumentException with the end of a sentence for the caller, such as "would match everything"
     */
    public static String normalized(Rule.Type type, String pattern) {
        String given = checked(type == Rule.Type.VENDOR_REGEX ? pattern : withoutOuterSpaces(pattern));
        return checked(
                switch (type) {
                    case VENDOR_EXACT -> VendorNormalizer.normalize(given);
                    case VENDOR_GLOB -> VendorGlob.normalized(given);
                    case VENDOR_REGEX -> VendorRegex.checked(given);
                    case MEMO_CONTAINS -> longEnough(CaseFolding.folded(given));
                    case MCC -> fourDigits(given);
                });
    }

    /**
     * A pattern as a rule keeps it.
     *
     * @throws IllegalArgumentException if it is a regular expression that doesn't compile
     */
    static RulePattern of(Rule.Type type, String normalized) {
        return switch (type) {
            case VENDOR_EXACT -> new VendorName(normalized);
            case VENDOR_GLOB -> new VendorGlob(normalized);
            case VENDOR_REGEX -> new VendorRegex(normalized);
            case MEMO_CONTAINS -> new MemoText(normalized);
            case MCC -> new CategoryCode(normalized);
        };
    }

    /** What a pattern on record is compared by; earlier builds kept names as {@link VendorNormalizer#comparable} says. */
    static String comparable(Rule.Type type, String pattern) {
        return type == Rule.Type.VENDOR_REGEX ? pattern : CaseFolding.folded(pattern);
    }

    abstract boolean matches(Transaction transaction);

    /** Under a key that every transaction has which this pattern matches. */
    abstract void index(int rank, RuleIndex.Builder index);

    private static String withoutOuterSpaces(String text) {
        return OUTER_SPACES.matcher(text).replaceAll("");
    }

    private static String longEnough(String memo) {
        if (memo.codePointCount(0, memo.length()) < SHORTEST_MEMO) {
            throw new IllegalArgumentException("must have at least %s characters".formatted(SHORTEST_MEMO));
        }
        return memo;
    }

    private static String fourDigits(String code) {
        if (!FOUR_DIGITS.matcher(code).matches()) {
            throw new IllegalArgumentException("must be four digits");
        }
        return code;
    }

    private static String checked(String text) {
        if (withoutOuterSpaces(text).isEmpty()) {
            throw new IllegalArgumentException("must not be blank");
        }
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most %s characters".formatted(MAX_LENGTH));
        }
        text.codePoints().forEach(RulePattern::mustBeKept);
        return text;
    }

    private static void mustBeKept(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            throw new IllegalArgumentException("must not have control characters");
        }
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw new IllegalArgumentException("must be valid Unicode");
        }
    }
}
