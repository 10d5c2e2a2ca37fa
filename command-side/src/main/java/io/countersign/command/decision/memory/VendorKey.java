package io.countersign.command.decision.memory;

import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.policy.VendorNormalizer;

/** A vendor in a tenant, by its normalised name. */
record VendorKey(TenantId tenant, String vendor) {
    VendorKey {
        vendor = VendorNormalizer.comparable(vendor);
    }

    static VendorKey of(TenantId tenant, Transaction transaction) {
        return new VendorKey(tenant, transaction.vendorNormalized());
    }
}
