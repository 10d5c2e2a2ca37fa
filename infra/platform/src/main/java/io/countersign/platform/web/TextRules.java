package io.countersign.platform.web;

/** What text may hold: nothing that PostgreSQL, UTF-8 or a log can't keep. */
public final class TextRules {
    /** Characters at most in names and accounts. */
    public static final int NAME_LENGTH = 200;
    /** Characters at most in reasons and memos. */
    public static final int NOTE_LENGTH = 2_000;

    private TextRules() {}

    /** What is wrong with a name, as the end of a sentence; null if nothing. */
    public static String fault(String text, int max) {
        if (text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            return "must not be blank";
        }
        return faultOf(text, max, false);
    }

    /** What is wrong with free text, as the end of a sentence; null if nothing. */
    public static String faultOfNote(String text, int max) {
        return faultOf(text, max, true);
    }

    private static String faultOf(String text, int max, boolean multiline) {
        if (text.length() > max && text.codePointCount(0, text.length()) > max) {
            return "must have at most %s characters".formatted(max);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && !(multiline && (c == '\n' || c == '\r' || c == '\t'))) {
                return "must not have control characters";
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "must be valid Unicode";
            }
        }
        return null;
    }
}
