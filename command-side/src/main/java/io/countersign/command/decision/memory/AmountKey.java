package io.countersign.command.decision.memory;

import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.policy.VendorNormalizer;

/** A vendor and currency in a tenant. */
record AmountKey(TenantId tenant, String vendor, String currency) {
    AmountKey {
        vendor = VendorNormalizer.comparable(vendor);
    }

    static AmountKey of(TenantId tenant, Transaction transaction) {
        return new AmountKey(tenant, transaction.vendorNormalized(), transaction.currency());
    }
}
