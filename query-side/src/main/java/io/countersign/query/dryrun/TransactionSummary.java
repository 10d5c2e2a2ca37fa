package io.countersign.query.dryrun;

import java.math.BigDecimal;

/** A transaction by which people recognise a decision; the vendor is as received. */
record ShownTransaction(String txnId, String vendor, BigDecimal amount, String currency) {}
