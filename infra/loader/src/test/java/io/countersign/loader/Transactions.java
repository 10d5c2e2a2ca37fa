package io.countersign.loader;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Transactions for tests, told in as few words as the case needs. */
final class Transactions {

    private Transactions() {}

    static Transaction transaction(String txnId, String tenant, String date) {
        return booked(txnId, tenant, date, "Paperwick", "6010 Office supplies");
    }

    static Transaction booked(String txnId, String tenant, String date, String vendor, String account) {
        return new Transaction(
                txnId, tenant, LocalDate.parse(date), vendor, new BigDecimal("12.50"), "GBP", account, "Office");
    }
}
