package io.countersign.policy;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Keeps from RE2/J 1.8 the regular expressions that it would never finish compiling. */
final class RegexGuard {
    /** As in RE2 for C++ and Go. RE2/J limits each count only by itself, so that (((x{999}){999}){999}) fills any memory. */
    private static final int MOST_REPEATS = 1_000;

    private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");
    /**
     * Cyrillic letters that newer Unicode tables, those of the JDK, give a capital, and the older ones of RE2/J don't. Where
     * case is ignored it looks for them for ever, also within a range: https://github.com/google/re2j/issues/168
     */
    private static final int FIRST_ENDLESS = 0x1c80;

    private static final int LAST_ENDLESS = 0x1c88;
    private static final Pattern CHARACTER = Pattern.compile("\\\\x\\{0*([0-9A-Fa-f]{1,6})}|\\\\?(.)", Pattern.DOTALL);

    private RegexGuard() {}

    /** @throws IllegalArgumentException with the end of a sentence for the caller */
    static void check(String regex) {
        if (repeats(regex) > MOST_REPEATS) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "must not repeat anything more than %,d times", MOST_REPEATS));
        }
        if (mayBeEndless(regex)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "must not have the letters U+%X to U+%X, nor a range across them",
                    FIRST_ENDLESS,
                    LAST_ENDLESS));
        }
    }

    /** At most this many times anything is repeated, as if all counts were nested. */
    private static long repeats(String regex) {
        return REPEAT.matcher(regex)
                .results()
                .mapToLong(RegexGuard::count)
                .reduce(1, (product, count) -> Math.min(product * count, MOST_REPEATS + 1));
    }

    private static long count(MatchResult repeat) {
        String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
        return Math.max(1, Long.parseLong(most));
    }

    /** Takes every hyphen for that of a range. */
    private static boolean mayBeEndless(String regex) {
        List<Integer> characters =
                CHARACTER.matcher(regex).results().map(RegexGuard::codePoint).toList();
        for (int i = 0; i < characters.size(); i++) {
            boolean ends = i >= 2 && characters.get(i - 1) == '-';
            int from = ends ? characters.get(i - 2) : characters.get(i);
            if (from <= LAST_ENDLESS && characters.get(i) >= FIRST_ENDLESS) {
                return true;
            }
        }
        return false;
    }

    private static int codePoint(MatchResult character) {
        return character.group(1) == null
                ? character.group(2).codePointAt(0)
                : Integer.parseInt(character.group(1), 16);
    }
}
