package io.countersign.command.rules.mining;

import io.countersign.policy.Decimals;
import io.countersign.policy.Rule;
import java.math.BigDecimal;

/**
 * A pattern that the scope has decided on, or has before it.
 *
 * @param evidenceCount how many labels spoke for it then
 */
public record KnownPattern(
        Rule.Type type,
        String pattern,
        String account,
        BigDecimal amountMin,
        BigDecimal amountMax,
        String department,
        int evidenceCount,
        State state) {
    public KnownPattern {
        amountMin = Decimals.plain(amountMin);
        amountMax = Decimals.plain(amountMax);
        department = department == null ? null : department.strip();
    }

    /** Where it stands now; a candidate that was accepted stands in the book, or nowhere once rolled back. */
    public enum State {
        IN_BOOK,
        PENDING,
        REJECTED
    }
}
