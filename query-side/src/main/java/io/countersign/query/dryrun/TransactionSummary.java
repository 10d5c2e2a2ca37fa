package io.countersign.query.dryrun;

import java.math.BigDecimal;

/** The fields by which people recognise a transaction; the vendor name is as received. */
record TransactionSummary(String txnId, String vendor, BigDecimal amount, String currency) {}
