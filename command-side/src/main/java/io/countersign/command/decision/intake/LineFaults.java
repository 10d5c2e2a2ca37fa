package io.countersign.command.decision.intake;

import io.countersign.command.decision.TransactionResult;

/** What can be wrong with a line before it is looked into. */
final class LineFaults {
    private LineFaults() {}

    static <T> StreamItem<T> tooLong(long line) {
        return fault(line, "line_too_long", "The line has more than %s bytes".formatted(RawLines.LIMIT));
    }

    static <T> StreamItem<T> malformed(long line, String detail) {
        return fault(line, "malformed_line", detail);
    }

    private static <T> StreamItem<T> fault(long line, String code, String detail) {
        return StreamItem.faulty(line, TransactionResult.invalid(null, code, detail));
    }
}
