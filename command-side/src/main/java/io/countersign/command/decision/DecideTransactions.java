package io.countersign.command.decision;

import java.util.List;

/** Decides transactions in this order, each seeing those before it; all in one transaction of the database. */
public record DecideTransactions(List<Submission> submissions) {}
