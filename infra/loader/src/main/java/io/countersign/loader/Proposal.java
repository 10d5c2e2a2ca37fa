package io.countersign.loader;

import java.math.BigDecimal;

/** An account proposed by a model, with its confidence from 0 to 1 with at most 6 decimals. */
record Proposal(String account, BigDecimal calibratedP, String source) {}
