package io.countersign.loader;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Transactions ordered by date, then in the order of the file. */
record DataSet(String name, List<Transaction> transactions) {

    DataSet {
        transactions =
                transactions.stream().sorted(comparing(Transaction::date)).toList();
    }

    /** The names of the tenants in alphabetical order. */
    Set<String> tenants() {
        return transactions.stream().map(Transaction::tenant).collect(toCollection(TreeSet::new));
    }

    /** Only the {@code count} tenants with the most transactions; ties are broken by name. */
    DataSet ofLargestTenants(int count) {
        Map<String, Long> sizes = transactions.stream().collect(groupingBy(Transaction::tenant, counting()));
        var largest = sizes.keySet().stream()
                .sorted(comparing((String tenant) -> -sizes.get(tenant)).thenComparing(tenant -> tenant))
                .limit(count)
                .collect(toCollection(LinkedHashSet::new));
        return new DataSet(
                name,
                transactions.stream()
                        .filter(it -> largest.contains(it.tenant()))
                        .toList());
    }

    /** Only the earliest {@code rows}. */
    DataSet first(int rows) {
        return new DataSet(name, transactions.stream().limit(rows).toList());
    }
}
