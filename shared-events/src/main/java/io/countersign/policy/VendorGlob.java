package io.countersign.policy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;

/** A normalised name in which each {@code *} stands for any text, or none. */
final class VendorGlob extends RulePattern {
    /** Longer than this, the literal before the first star is the quickest way to a glob. */
    private static final int GOOD_PREFIX = 3;
    /**
     * Stands for a star while the rest is normalised: a letter of a single medieval manuscript, which has no case, no
     * decomposition and is none of any other character.
     */
    private static final String STAND_IN = "\ua66e";

    private static final Pattern STARS = Pattern.compile("\\*+");
    private static final Pattern STANDS_IN = Pattern.compile(STAND_IN + "+");
    private static final Pattern NOTHING_ELSE = Pattern.compile("[* ]+");

    private final String[] parts;

    VendorGlob(String glob) {
        this.parts = STARS.split(CaseFolding.folded(glob), -1);
    }

    /** @throws IllegalArgumentException if there is nothing but stars */
    static String normalized(String glob) {
        String plain = STARS.matcher(glob.replace(STAND_IN, "")).replaceAll(STAND_IN);
        String normalized = STANDS_IN.matcher(VendorNormalizer.normalize(plain)).replaceAll("*");
        if (normalized.indexOf('*') >= 0 && NOTHING_ELSE.matcher(normalized).matches()) {
            throw new IllegalArgumentException("would match everything, as nothing is left of it but stars");
        }
        return normalized;
    }

    @Override
    boolean matches(Transaction transaction) {
        return matches(VendorNormalizer.comparable(transaction.vendorNormalized()));
    }

    boolean matches(String name) {
        String last = last();
        if (parts.length == 1) {
            return name.equals(last);
        }
        int end = name.length() - last.length();
        int at = parts[0].length();
        if (at > end || !name.startsWith(parts[0]) || !name.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at <= end;
    }

    @Override
    void index(int rank, RuleIndex.Builder index) {
        String longest = Arrays.stream(parts)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
        if (parts.length == 1) {
            index.byVendor(last(), rank);
        } else if (parts[0].length() >= Math.min(GOOD_PREFIX, longest.length())) {
            index.byVendorPrefix(parts[0], rank);
        } else {
            index.byVendorLiteral(longest, rank);
        }
    }

    private String last() {
        return parts[parts.length - 1];
    }
}
