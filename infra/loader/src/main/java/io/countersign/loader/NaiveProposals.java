package io.countersign.loader;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A simple model: proposes the most common account of the vendor in the tenant's history, with its share as confidence. Ties are broken by name, so that every run proposes the same and a repeated load is recognised.
 */
final class NaiveProposals {

    private record Vendor(String tenant, String name) {
        static Vendor of(Transaction transaction) {
            return new Vendor(transaction.tenant(), transaction.vendor().strip().toLowerCase(Locale.ROOT));
        }
    }

    private final Map<Vendor, Proposal> mostCommon = new HashMap<>();

    NaiveProposals(List<Transaction> history) {
        var bookings = new HashMap<Vendor, Map<String, Integer>>();
        for (Transaction booked : history) {
            bookings.computeIfAbsent(Vendor.of(booked), vendor -> new HashMap<>())
                    .merge(booked.account(), 1, Integer::sum);
        }
        bookings.forEach((vendor, accounts) -> mostCommon.put(vendor, mostCommon(accounts)));
    }

    Optional<Proposal> forOne(Transaction transaction) {
        return Optional.ofNullable(mostCommon.get(Vendor.of(transaction)));
    }

    private static Proposal mostCommon(Map<String, Integer> accounts) {
        var best = accounts.entrySet().stream()
                .min(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
        int all = accounts.values().stream().mapToInt(Integer::intValue).sum();
        var share = BigDecimal.valueOf(best.getValue()).divide(BigDecimal.valueOf(all), 6, RoundingMode.DOWN);
        return new Proposal(best.getKey(), share.stripTrailingZeros(), "ml");
    }
}
