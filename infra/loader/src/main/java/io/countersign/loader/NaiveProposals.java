package io.countersign.loader;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The simplest model there is: a vendor's commonest account in this tenant's history, with the share of its transactions
 * there as probability. It knows the history only. Of equally common accounts the first by name is taken, so that every
 * run proposes the same and a repeated load is recognised as one.
 */
final class NaiveProposals {

    private record Vendor(String tenant, String name) {
        static Vendor of(Transaction transaction) {
            return new Vendor(transaction.tenant(), transaction.vendor().strip().toLowerCase(Locale.ROOT));
        }
    }

    private final Map<Vendor, Proposal> commonest = new HashMap<>();

    NaiveProposals(List<Transaction> history) {
        var bookings = new HashMap<Vendor, Map<String, Integer>>();
        for (Transaction booked : history) {
            bookings.computeIfAbsent(Vendor.of(booked), vendor -> new HashMap<>())
                    .merge(booked.account(), 1, Integer::sum);
        }
        bookings.forEach((vendor, accounts) -> commonest.put(vendor, commonest(accounts)));
    }

    Optional<Proposal> forOne(Transaction transaction) {
        return Optional.ofNullable(commonest.get(Vendor.of(transaction)));
    }

    private static Proposal commonest(Map<String, Integer> accounts) {
        var best = accounts.entrySet().stream()
                .min(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
        int all = accounts.values().stream().mapToInt(Integer::intValue).sum();
        var share = BigDecimal.valueOf(best.getValue()).divide(BigDecimal.valueOf(all), 6, RoundingMode.DOWN);
        return new Proposal(best.getKey(), share.stripTrailingZeros(), "ml");
    }
}
