package io.countersign.platform.web;

/**
 * Rules for text from outside: nothing that PostgreSQL, UTF-8 or a log can't keep, and nothing that makes a text show otherwise
 * than it is stored, which embeddings, overrides and isolates do (UAX #9, §2).
 */
public final class TextRules {
    /** Characters at most in names and accounts. */
    public static final int NAME_LENGTH = 200;
    /** Characters at most in reasons and memos. */
    public static final int NOTE_LENGTH = 2_000;

    private static final String BLANK = "must not be blank";
    private static final String DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private TextRules() {}

    private enum Kind {
        NAME,
        NOTE,
        SECRET
    }

    /** What is wrong with a name, as the end of a sentence; null if nothing. */
    public static String fault(String text, int max) {
        return isBlank(text) ? BLANK : faultOf(text, max, Kind.NAME);
    }

    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    /** What is wrong with free text, as the end of a sentence; null if nothing. */
    public static String faultOfNote(String text, int max) {
        return faultOf(text, max, Kind.NOTE);
    }

    /** What is wrong with text that never shows, as the end of a sentence; null if nothing. */
    static String faultOfSecret(String text, int max) {
        return faultOf(text, max, Kind.SECRET);
    }

    private static String faultOf(String text, int max, Kind kind) {
        if (text.length() > max && text.codePointCount(0, text.length()) > max) {
            return "must have at most %s characters".formatted(max);
        }
        String fault = null;
        for (int i = 0; i < text.length() && fault == null; i++) {
            int c = text.codePointAt(i);
            fault = faultOf(c, kind);
            i += Character.charCount(c) - 1;
        }
        return fault;
    }

    private static String faultOf(int c, Kind kind) {
        if (Character.isISOControl(c)) {
            boolean isWelcome = (kind == Kind.NOTE || kind == Kind.SECRET) && (c == '\n' || c == '\r' || c == '\t');
            return isWelcome ? null : "must not have control characters";
        }
        if (Character.getType(c) == Character.SURROGATE) {
            return "must be valid Unicode";
        }
        return kind != Kind.SECRET && DIRECTION.indexOf(c) >= 0
                ? "must not have characters that control its direction"
                : null;
    }

    /** A name that a client made up, in a form that may stand in an answer: ASCII, at most 100 characters. */
    public static String printable(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > 100 ? printable.substring(0, 100) : printable;
    }
}
