package io.countersign.command.decision;

import java.util.List;

/** The answers to a request's transactions, in its order. */
public record TransactionResults(List<TransactionResult> results) {}
