package io.countersign.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;

/** A regular expression that is found somewhere in the normalised name, in whatever case, in time linear in its length. */
final class VendorRegex extends RulePattern {
    /** As in RE2 for C++ and Go. RE2/J only limits each count by itself, and (((x{999}){999}){999}) would fill any memory. */
    private static final int MOST_REPEATS = 1_000;
    private static final int MOST_INSTRUCTIONS = 1_000;
    private static final String IGNORE_CASE = "(?i)";
    private static final java.util.regex.Pattern REPEAT = java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");
    /** The first six share no letter; the last begins and ends with one, and has spaces and digits. */
    private static final List<String> UNRELATED_NAMES =
            List.of("cwm", "fjord", "bank", "glyphs", "vext", "quiz", "bank fjord 42 quiz");

    private final Pattern pattern;

    VendorRegex(String regex) {
        this.pattern = compiled(regex);
    }

    /** @throws IllegalArgumentException with the end of a sentence, if no rule may have this regular expression */
    static String checked(String regex) {
        if (repeats(regex) > MOST_REPEATS) {
            throw new IllegalArgumentException("must not repeat anything more than %d times".formatted(MOST_REPEATS));
        }
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

    /** At most this many times anything is repeated, if all counts were nested. */
    private static long repeats(String regex) {
        return REPEAT.matcher(regex)
                .results()
                .mapToLong(VendorRegex::count)
                .reduce(1, (product, count) -> Math.min(product * count, MOST_REPEATS + 1));
    }

    private static long count(MatchResult repeat) {
        String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
        return Math.max(1, Long.parseLong(most));
    }

    private static Pattern compiled(String regex) {
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "is not a regular expression that RE2 understands: %s: %s".formatted(e.getDescription(), fault(e)), e);
        }
    }

    /** The part at fault, without the flag that RE2/J puts before the whole. */
    private static String fault(PatternSyntaxException e) {
        String part = e.getPattern();
        return part.startsWith(IGNORE_CASE) ? part.substring(IGNORE_CASE.length()) : part;
    }

    @Override
    boolean matches(Transaction transaction) {
        return pattern.matcher(transaction.vendorNormalized()).find();
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
