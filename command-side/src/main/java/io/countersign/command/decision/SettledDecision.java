package io.countersign.command.decision;

/**
 * What a person made of a decision.
 *
 * @param outcome {@code approved}, {@code corrected} or {@code rejected}
 * @param account that the transaction has now; null if rejected
 */
public record SettledDecision(String outcome, String account) {}
