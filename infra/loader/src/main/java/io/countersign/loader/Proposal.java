package io.countersign.loader;

import java.math.BigDecimal;

/** An account that a model would book to, and how sure it is, 0 to 1 with at most 6 decimals. */
record Proposal(String account, BigDecimal calibratedP, String source) {}
