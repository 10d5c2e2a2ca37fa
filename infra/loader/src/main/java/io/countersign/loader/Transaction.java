package io.countersign.loader;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One row of a data set. {@code tenant} is the data set's own name for the client; {@code account} is where people
 * booked it; {@code department} may be empty; a negative amount is a refund.
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
