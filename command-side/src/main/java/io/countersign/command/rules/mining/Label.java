package io.countersign.command.rules.mining;

import io.countersign.policy.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One transaction with the account that a person gave it.
 *
 * @param vendorNormalized what patterns are held against
 * @param date             of the transaction, not of the booking
 * @param amount           signed, in the currency's units
 * @param department       null if none was given
 * @param calibratedP      of the proposal that came with it, 0 to 1; null if there was none
 * @param order            the label's place among all labels, higher for newer ones
 */
public record Label(
        String tenantId,
        String vendorNormalized,
        LocalDate date,
        String account,
        BigDecimal amount,
        String currency,
        String department,
        BigDecimal calibratedP,
        long order) {
    public Label {
        amount = Decimals.plain(amount);
        department = department == null || department.isBlank() ? null : department.strip();
    }
}
