package io.countersign.policy;

import org.jspecify.annotations.Nullable;

/** The two rule books that hold for a tenant's transactions. */
public record RuleBooks(RuleMatcher firm, RuleMatcher tenant) {
    /** The tenant's first matching rule, else the firm's; null if neither book has one. */
    public @Nullable RuleMatch match(Transaction transaction) {
        return tenant.match(transaction).or(() -> firm.match(transaction)).orElse(null);
    }
}
