package io.countersign.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One movement of money, as its sender described it.
 *
 * @param date             the day that it is booked for; data, not a time at which anything happened here
 * @param vendorNormalized what {@link VendorNormalizer} makes of the vendor
 * @param amount           in the currency's units, at most 4 decimals, negative for a refund
 * @param currency         three capital letters, ISO 4217
 * @param department       null if none was given, as are memo and mcc
 */
public record Transaction(
        TxnId txnId,
        LocalDate date,
        String vendor,
        String vendorNormalized,
        BigDecimal amount,
        String currency,
        @Nullable String department,
        @Nullable String memo,
        @Nullable String mcc) {
    public Transaction {
        amount = Decimals.plain(amount);
    }

    /** Whether it describes the same, however it was spaced, composed and normalised when it was recorded. */
    public boolean isSameAs(Transaction other) {
        return comparable().equals(other.comparable());
    }

    private Transaction comparable() {
        return new Transaction(
                txnId,
                date,
                NameForm.normalized(vendor),
                "",
                amount,
                currency,
                NameForm.normalized(department),
                memo,
                mcc);
    }
}
