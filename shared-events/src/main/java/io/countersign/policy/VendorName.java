package io.countersign.policy;

/** The whole normalised name of a vendor. */
final class VendorName extends RulePattern {
    private final String name;

    VendorName(String name) {
        this.name = VendorNormalizer.comparable(name);
    }

    @Override
    boolean matches(Transaction transaction) {
        return name.equals(VendorNormalizer.comparable(transaction.vendorNormalized()));
    }

    @Override
    void index(int rank, RuleIndex.Builder index) {
        index.byVendor(name, rank);
    }
}
