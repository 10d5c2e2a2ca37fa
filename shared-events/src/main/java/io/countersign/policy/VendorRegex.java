package io.countersign.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Set;

/** A regular expression that is found somewhere in the normalised name, in whatever case, in time linear in its length. */
final class VendorRegex extends RulePattern {
    private static final int MOST_INSTRUCTIONS = 1_000;
    private static final String IGNORE_CASE = "(?i)";
    /** The first six share no letter; the last begins and ends with one, and has spaces and digits. */
    private static final List<String> UNRELATED_NAMES =
            List.of("cwm", "fjord", "bank", "glyphs", "vext", "quiz", "bank fjord 42 quiz");

    private final Pattern pattern;

    VendorRegex(String regex) {
        this.pattern = compiled(regex);
    }

    /** @throws IllegalArgumentException with the end of a sentence, if no rule may have this regular expression */
    static String checked(String regex) {
        Pattern pattern = compiled(regex);
        if (pattern.programSize() > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException("is too large once its repetitions are written out");
        }
        if (UNRELATED_NAMES.stream().allMatch(name -> pattern.matcher(name).find())) {
            throw new IllegalArgumentException("would match everything");
        }
        if (pattern.matcher("").find()) {
            throw new IllegalArgumentException("would match an empty name");
        }
        return regex;
    }

    private static Pattern compiled(String regex) {
        RegexGuard.check(regex);
        try {
            return Pattern.compile(folded(regex), Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "is not a regular expression that RE2 understands: %s: %s".formatted(e.getDescription(), fault(e)),
                    e);
        }
    }

    /** RE2 ignores the case of every letter that names are folded by, except for the dotless i. */
    private static String folded(String regex) {
        return regex.replace('\u0131', 'i');
    }

    /** The part at fault, without the flag that RE2/J puts before the whole. */
    private static String fault(PatternSyntaxException e) {
        String part = e.getPattern();
        return part.startsWith(IGNORE_CASE) ? part.substring(IGNORE_CASE.length()) : part;
    }

    @Override
    boolean matches(Transaction transaction) {
        return pattern.matcher(VendorNormalizer.comparable(transaction.vendorNormalized()))
                .find();
    }

    @Override
    void index(int rank, RuleIndex.Builder index) {
        Set<String> literals = RequiredLiterals.of(pattern.pattern());
        if (literals.isEmpty()) {
            index.everywhere(rank);
        }
        literals.forEach(literal -> index.byVendorLiteral(literal, rank));
    }
}
