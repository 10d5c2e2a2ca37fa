package io.countersign.command.decision.intake;

import io.countersign.command.decision.TransactionResult;

/** What can be wrong with a line before it is looked into. */
final class LineFaults {
    private LineFaults() {}

    static <T> Item<T> tooLong(long line) {
        return fault(line, "line_too_long", "The line has more than %s bytes".formatted(RawLines.LIMIT));
    }

    static <T> Item<T> malformed(long line, String detail) {
        return fault(line, "malformed_line", detail);
    }

    private static <T> Item<T> fault(long line, String code, String detail) {
        return Item.faulty(line, TransactionResult.invalid(null, code, detail));
    }
}
