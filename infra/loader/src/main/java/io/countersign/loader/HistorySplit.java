package io.countersign.loader;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set split by date for each tenant: the first ⌊n × share⌋ of n transactions are history. Both parts keep their order.
 */
record HistorySplit(List<Transaction> history, List<Transaction> later) {

    static HistorySplit of(DataSet set, BigDecimal share) {
        Map<String, Integer> sizes =
                set.transactions().stream().collect(groupingBy(Transaction::tenant, summingInt(it -> 1)));
        var seen = new HashMap<String, Integer>();
        var history = new ArrayList<Transaction>();
        var later = new ArrayList<Transaction>();
        for (Transaction transaction : set.transactions()) {
            int quota = quota(sizes.get(transaction.tenant()), share);
            int ordinal = seen.merge(transaction.tenant(), 1, Integer::sum);
            (ordinal <= quota ? history : later).add(transaction);
        }
        return new HistorySplit(history, later);
    }

    private static int quota(int size, BigDecimal share) {
        return share.multiply(BigDecimal.valueOf(size))
                .setScale(0, RoundingMode.DOWN)
                .intValueExact();
    }
}
