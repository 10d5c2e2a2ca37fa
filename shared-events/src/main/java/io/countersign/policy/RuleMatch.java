package io.countersign.policy;

/**
 * The first rule that matches a transaction.
 *
 * @param scope     {@code firm} or a tenant's identifier
 * @param version   of that scope's rule book
 * @param contested whether another rule of the same scope, priority and number of conditions names another account
 */
public record RuleMatch(Rule rule, String scope, int version, boolean contested) {}
