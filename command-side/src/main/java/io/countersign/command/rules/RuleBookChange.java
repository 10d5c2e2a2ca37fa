package io.countersign.command.rules;

/**
 * What came of a command on a book.
 *
 * @param version      of the book now
 * @param before       of the book before; the same if nothing changed
 * @param restoredFrom the version that a rollback went back to; null otherwise
 * @param noChange     whether the book is as it was
 */
public record RuleBookChange(int version, int before, Integer restoredFrom, boolean noChange) {
    static RuleBookChange unchanged(int version) {
        return new RuleBookChange(version, version, null, true);
    }
}
