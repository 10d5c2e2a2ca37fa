package io.countersign.loader;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One row of a data set. {@code tenant} is the name of the client in the data set; {@code account} is the account that people booked; {@code department} may be empty; a negative amount is a refund.
 */
record Transaction(
        String txnId,
        String tenant,
        LocalDate date,
        String vendor,
        BigDecimal amount,
        String currency,
        String account,
        String department) {}
