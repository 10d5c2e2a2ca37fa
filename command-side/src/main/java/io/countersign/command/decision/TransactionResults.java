package io.countersign.command.decision;

import java.util.List;

/** The results for a request's transactions, in its order. */
public record TransactionResults(List<TransactionResult> results) {}
