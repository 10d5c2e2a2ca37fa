package io.countersign.command.decision.memory;

import io.countersign.policy.Decimals;
import io.countersign.policy.NameForm;
import io.countersign.policy.Transaction;
import io.countersign.policy.VendorNormalizer;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One transaction with the account that a person gave it, names in the form that they are compared in.
 *
 * @param vendorNormalized what patterns are held against
 * @param date             of the transaction, not of the booking
 * @param amount           signed, in the currency's units
 * @param department       null if none was given
 * @param calibratedP      of the proposal or decision that came with it, 0 to 1; null if there was none
 */
public record Label(
        String tenantId,
        String vendorNormalized,
        LocalDate date,
        String account,
        BigDecimal amount,
        String department,
        BigDecimal calibratedP) {
    public Label {
        amount = Decimals.plain(amount);
        vendorNormalized = VendorNormalizer.comparable(vendorNormalized);
        account = NameForm.normalized(account);
        department = department == null || department.isBlank() ? null : NameForm.normalized(department);
        calibratedP = Decimals.plain(calibratedP);
    }

    static Label of(String tenantId, Transaction transaction, String account, BigDecimal calibratedP) {
        return new Label(
                tenantId,
                transaction.vendorNormalized(),
                transaction.date(),
                account,
                transaction.amount(),
                transaction.department(),
                calibratedP);
    }
}
