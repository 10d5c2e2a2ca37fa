package io.countersign.loader;

/** A transaction on its way to the service; {@code proposal} is null where nothing is proposed. */
record Row(String tenantId, Transaction transaction, Proposal proposal) {}
