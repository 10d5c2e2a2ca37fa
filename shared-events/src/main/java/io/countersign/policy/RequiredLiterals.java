package io.countersign.policy;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of which a name must have at least one for a regular expression to be found in it, all with their case folded.
 * Reads what people write; before anything else of RE2's syntax it gives up, for a literal too few costs time and a
 * literal too many costs a match.
 */
final class RequiredLiterals {
    private static final Set<String> NONE = Set.of();
    private static final int MOST = 16;
    private static final String IGNORE_CASE = "(?i)";
    private static final Pattern REPEAT = Pattern.compile("\\{(0|[1-9]\\d{0,3})(?:,(?:0|[1-9]\\d{0,3})?)?}");
    private static final Pattern GROUP = Pattern.compile("\\?(?:P?<[^>]*>|[imsU-]*:)");
    private static final Atom SOMETHING = new Atom(false, NONE);

    private final String regex;
    private int at;
    private boolean lost;

    private RequiredLiterals(String regex, int start) {
        this.regex = regex;
        this.at = start;
    }

    /**
     * Empty if none are known.
     *
     * @param regex one that RE2 compiles, case being ignored
     */
    static Set<String> of(String regex) {
        RequiredLiterals reader = new RequiredLiterals(regex, regex.startsWith(IGNORE_CASE) ? IGNORE_CASE.length() : 0);
        Set<String> literals = reader.alternatives();
        return reader.lost || reader.more() ? NONE : literals;
    }

    private Set<String> alternatives() {
        Set<String> all = new LinkedHashSet<>();
        boolean certain = true;
        do {
            Set<String> literals = sequence();
            certain &= !literals.isEmpty();
            all.addAll(literals);
        } while (skip('|'));
        return certain && all.size() <= MOST ? all : NONE;
    }

    private Set<String> sequence() {
        Sequence sequence = new Sequence();
        while (more() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            Atom atom = atom();
            sequence.add(atom, count());
        }
        return sequence.best();
    }

    private Atom atom() {
        int c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> characterClass();
            case '\\' -> escape();
            case '.', '^', '$' -> SOMETHING;
            case '*', '+', '?', '{' -> giveUp();
            default -> letter(c);
        };
    }

    private Atom group() {
        if (regex.startsWith("?", at) && !skip(GROUP.matcher(regex))) {
            return giveUp();
        }
        Set<String> literals = alternatives();
        return skip(')') ? new Atom(false, literals) : giveUp();
    }

    /** A bracket within may be a bracket or open a class of its own: not to be told without all of RE2's rules. */
    private Atom characterClass() {
        skip('^');
        skip(']');
        while (more() && regex.charAt(at) != ']') {
            if (regex.charAt(at) == '[') {
                return giveUp();
            }
            at += regex.charAt(at) == '\\' ? 2 : 1;
        }
        return skip(']') ? SOMETHING : giveUp();
    }

    private Atom escape() {
        int c = next();
        return switch (c) {
            case 'A', 'z', 'b', 'B', 'd', 'D', 's', 'S', 'w', 'W' -> SOMETHING;
            case 'p', 'P' -> next() != '{' || skipPast('}') ? SOMETHING : giveUp();
            default -> isAsciiLetterOrDigit(c) ? giveUp() : letter(c);
        };
    }

    /** Only of one UTF-16 unit, so that a literal can't begin or end within a pair. */
    private static Atom letter(int c) {
        return Character.isBmpCodePoint(c) && !Character.isSurrogate((char) c)
                ? new Atom(true, Set.of(Character.toString(CaseFolding.folded(c))))
                : SOMETHING;
    }

    private Count count() {
        Count count = Count.ONCE;
        if (skip('*') || skip('?')) {
            count = Count.PERHAPS;
        } else if (skip('+')) {
            count = Count.REPEATEDLY;
        } else if (regex.startsWith("{", at)) {
            Matcher repeat = REPEAT.matcher(regex);
            if (!skip(repeat)) {
                giveUp();
                return Count.PERHAPS;
            }
            count = repeat.group(1).equals("0") ? Count.PERHAPS : Count.REPEATEDLY;
        }
        if (!count.equals(Count.ONCE)) {
            skip('?');
        }
        return count;
    }

    private static boolean isAsciiLetterOrDigit(int c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }

    private boolean more() {
        return at < regex.length();
    }

    private int next() {
        if (!more()) {
            giveUp();
            return '.';
        }
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean skip(char c) {
        boolean here = more() && regex.charAt(at) == c;
        at += here ? 1 : 0;
        return here;
    }

    private boolean skip(Matcher form) {
        boolean here = form.region(at, regex.length()).lookingAt();
        at = here ? form.end() : at;
        return here;
    }

    private boolean skipPast(char c) {
        int found = regex.indexOf(c, at);
        at = found + 1;
        return found >= 0;
    }

    private Atom giveUp() {
        lost = true;
        at = regex.length();
        return SOMETHING;
    }

    /** How often something occurs, as its quantifier tells. */
    private record Count(boolean atLeastOnce, boolean atMostOnce) {
        static final Count PERHAPS = new Count(false, false);
        static final Count ONCE = new Count(true, true);
        static final Count REPEATEDLY = new Count(true, false);
    }

    /** What a quantifier holds for: a single letter, or something of which perhaps literals are known. */
    private record Atom(boolean isLetter, Set<String> literals) {}

    /** Letters side by side make a literal; of all literals that must occur, the longest are the rarest. */
    private static final class Sequence {
        private final StringBuilder run = new StringBuilder();
        private Set<String> best = NONE;

        void add(Atom atom, Count count) {
            boolean joins = atom.isLetter() && count.atLeastOnce();
            if (joins) {
                atom.literals().forEach(run::append);
            }
            if (!joins || !count.atMostOnce()) {
                endRun();
            }
            if (!joins && count.atLeastOnce()) {
                offer(atom.literals());
            }
        }

        Set<String> best() {
            endRun();
            return best;
        }

        private void endRun() {
            if (!run.isEmpty()) {
                offer(Set.of(run.toString()));
                run.setLength(0);
            }
        }

        private void offer(Set<String> literals) {
            if (shortest(literals) > shortest(best)) {
                best = literals;
            }
        }

        private static int shortest(Set<String> literals) {
            return literals.stream().mapToInt(String::length).min().orElse(0);
        }
    }
}
