package io.countersign.policy;

import java.math.BigDecimal;

/**
 * What a transaction's journal lines add up to.
 *
 * @param lines   how many lines were given
 * @param digest  SHA-256 over the lines in order, hexadecimal: tells the same lines from others with equal totals
 */
public record JournalTotals(BigDecimal debits, BigDecimal credits, int lines, String digest) {
    public JournalTotals {
        debits = Decimals.plain(debits);
        credits = Decimals.plain(credits);
    }
}
