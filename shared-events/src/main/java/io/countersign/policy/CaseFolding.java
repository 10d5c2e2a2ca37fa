package io.countersign.policy;

/**
 * Brings all cases of a letter to one, code point by code point, so that what is within a text stays within it. Folding
 * twice changes nothing. Letters that RE2 takes for the same when it ignores case are folded to the same.
 */
final class CaseFolding {
    private CaseFolding() {}

    static String folded(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f || (c >= 'A' && c <= 'Z')) {
                return foldedFrom(i, text);
            }
        }
        return text;
    }

    private static String foldedFrom(int start, String text) {
        StringBuilder folded = new StringBuilder(text.length()).append(text, 0, start);
        int c;
        for (int i = start; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            folded.appendCodePoint(folded(c));
        }
        return folded.toString();
    }

    /** By way of the capital, which letters such as ſ and ς share with their other forms. */
    static int folded(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}
