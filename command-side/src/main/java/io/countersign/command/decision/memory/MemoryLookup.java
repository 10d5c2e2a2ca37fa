package io.countersign.command.decision.memory;

import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;

/** A transaction that something is to be remembered for. */
public record MemoryLookup(TenantId tenant, Transaction transaction) {}
