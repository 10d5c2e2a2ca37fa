package io.countersign.command.rules.mining;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How many of some labels name each account. */
final class AccountCounts {
    private final int[] byAccount;
    private int all;

    private AccountCounts(int accounts) {
        byAccount = new int[accounts];
    }

    static AccountCounts of(LabelTable table, int[] labels) {
        AccountCounts counts = new AccountCounts(table.accounts.length);
        for (int i : labels) {
            counts.byAccount[table.account[i]]++;
        }
        counts.all = labels.length;
        return counts;
    }

    int of(int account) {
        return byAccount[account];
    }

    double share(int account) {
        return all == 0 ? 0 : (double) byAccount[account] / all;
    }

    /** Of several, the first by name. */
    int commonest() {
        int commonest = 0;
        for (int account = 1; account < byAccount.length; account++) {
            commonest = byAccount[account] > byAccount[commonest] ? account : commonest;
        }
        return commonest;
    }

    /** Those with at least so many labels, the commonest first. */
    int[] withAtLeast(int labels, int limit) {
        return IntStream.range(0, byAccount.length)
                .filter(account -> byAccount[account] >= labels)
                .boxed()
                .sorted(Comparator.comparing(account -> -byAccount[account]))
                .limit(limit)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static AccountCounts[] byDepartment(LabelTable table) {
        AccountCounts[] counts = new AccountCounts[table.departments.length];
        Arrays.setAll(counts, department -> new AccountCounts(table.accounts.length));
        for (int i = 0; i < table.size(); i++) {
            if (table.department[i] != LabelTable.NO_DEPARTMENT) {
                counts[table.department[i]].byAccount[table.account[i]]++;
                counts[table.department[i]].all++;
            }
        }
        return counts;
    }
}
