package io.countersign.command.decision;

/**
 * The result when a person settles a decision.
 *
 * @param outcome {@code approved}, {@code corrected} or {@code rejected}
 * @param account that the transaction has now; null if rejected
 */
public record SettledDecision(String outcome, String account) {}
