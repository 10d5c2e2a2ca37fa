package io.countersign.command.decision.memory;

import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;

/** A transaction for which decision memory is read. */
public record MemoryLookup(TenantId tenant, Transaction transaction) {}
