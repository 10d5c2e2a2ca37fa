package io.countersign.loader;

/**
 * One line of a stream's answer: the result of one row, or at the end the {@code summary}, which is null until then.
 * {@code status} is {@code decided}, {@code imported}, {@code duplicate}, {@code conflict} or {@code invalid}; the last
 * two carry {@code code} and {@code detail}.
 */
record Answer(
        Long line,
        String txnId,
        String status,
        String action,
        String notAutoPostReason,
        String account,
        String code,
        String detail,
        Summary summary) {

    /** {@code consistency} is what a query must send to see all that the stream did. */
    record Summary(String consistency) {}

    boolean refused() {
        return "conflict".equals(status) || "invalid".equals(status);
    }
}
