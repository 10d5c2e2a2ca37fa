package io.countersign.loader;

/**
 * One line of the response to a stream: the result of one row, or in the last line the {@code summary}.
 * {@code status} is {@code decided}, {@code imported}, {@code duplicate}, {@code conflict} or {@code invalid}; the last
 * two carry {@code code} and {@code detail}.
 */
record StreamResult(
        Long line,
        String txnId,
        String status,
        String action,
        String notAutoPostReason,
        String account,
        String code,
        String detail,
        Summary summary) {

    /** {@code consistency} is the token with which a query sees everything that the stream did. */
    record Summary(String consistency) {}

    boolean refused() {
        return "conflict".equals(status) || "invalid".equals(status);
    }
}
