package io.countersign.command.decision.memory;

import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;

/** A vendor in a tenant, by its normalised name. */
record VendorKey(TenantId tenant, String vendor) {
    static VendorKey of(TenantId tenant, Transaction transaction) {
        return new VendorKey(tenant, transaction.vendorNormalized());
    }
}
