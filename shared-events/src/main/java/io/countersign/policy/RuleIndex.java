package io.countersign.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Tells which rules of a book may match a transaction: all that do, and few that don't. Rules go by their rank, in no
 * particular order, some more than once.
 */
final class RuleIndex {
    private static final int[] NO_RANKS = {};

    private final Map<String, int[]> vendors;
    private final PrefixIndex vendorPrefixes;
    private final LiteralIndex vendorLiterals;
    private final LiteralIndex memoLiterals;
    private final Map<String, int[]> mccs;
    private final int[] everywhere;

    private RuleIndex(Builder builder) {
        vendors = builder.vendors;
        vendorPrefixes = new PrefixIndex(builder.vendorPrefixes);
        vendorLiterals = new LiteralIndex(builder.vendorLiterals);
        memoLiterals = new LiteralIndex(builder.memoLiterals);
        mccs = builder.mccs;
        everywhere = builder.everywhere;
    }

    void candidates(Transaction transaction, IntConsumer ranks) {
        String vendor = VendorNormalizer.comparable(transaction.vendorNormalized());
        tell(vendors.getOrDefault(vendor, NO_RANKS), ranks);
        vendorPrefixes.search(vendor, ranks);
        vendorLiterals.search(vendor, ranks);
        if (transaction.memo() != null) {
            memoLiterals.search(CaseFolding.folded(transaction.memo()), ranks);
        }
        if (transaction.mcc() != null) {
            tell(mccs.getOrDefault(transaction.mcc(), NO_RANKS), ranks);
        }
        tell(everywhere, ranks);
    }

    private static void tell(int[] found, IntConsumer ranks) {
        for (int rank : found) {
            ranks.accept(rank);
        }
    }

    /** Collects each rule under what a transaction needs to have for it. */
    static final class Builder {
        private final Map<String, int[]> vendors = new HashMap<>();
        private final Map<String, int[]> vendorPrefixes = new HashMap<>();
        private final Map<String, int[]> vendorLiterals = new HashMap<>();
        private final Map<String, int[]> memoLiterals = new HashMap<>();
        private final Map<String, int[]> mccs = new HashMap<>();
        private int[] everywhere = NO_RANKS;

        void byVendor(String name, int rank) {
            vendors.merge(name, new int[] {rank}, Builder::joined);
        }

        void byVendorPrefix(String prefix, int rank) {
            vendorPrefixes.merge(prefix, new int[] {rank}, Builder::joined);
        }

        void byVendorLiteral(String literal, int rank) {
            vendorLiterals.merge(CaseFolding.folded(literal), new int[] {rank}, Builder::joined);
        }

        void byMemoLiteral(String literal, int rank) {
            memoLiterals.merge(literal, new int[] {rank}, Builder::joined);
        }

        void byMcc(String code, int rank) {
            mccs.merge(code, new int[] {rank}, Builder::joined);
        }

        /** For a rule of which nothing is known that a transaction needs to have. */
        void everywhere(int rank) {
            everywhere = joined(everywhere, new int[] {rank});
        }

        RuleIndex build() {
            return new RuleIndex(this);
        }

        private static int[] joined(int[] some, int[] more) {
            int[] all = Arrays.copyOf(some, some.length + more.length);
            System.arraycopy(more, 0, all, some.length, more.length);
            return all;
        }
    }
}
