package io.countersign.loader;

/** A transaction to send; {@code proposal} is null without a proposal. */
record Row(String tenantId, Transaction transaction, Proposal proposal) {}
