package io.countersign.policy;

/** The whole normalised name of a vendor. */
final class VendorName extends RulePattern {
    private final String name;

    VendorName(String name) {
        this.name = name;
    }

    @Override
    boolean matches(Transaction transaction) {
        return name.equals(transaction.vendorNormalized());
    }

    @Override
    void index(int rank, RuleIndex.Builder index) {
        index.byVendor(name, rank);
    }
}
