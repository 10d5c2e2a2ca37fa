package io.countersign.command.rules.mining;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Consumer;

/** Finds rules for a group of vendors: as it is, for one department, for a range of amounts, or for both. */
final class GroupSearch {
    /** A group that is this pure needs no range. */
    private static final double PURE = 0.995;

    private static final int ACCOUNTS_PER_BAND = 3;

    private final LabelTable table;
    private final MiningOptions options;
    private final ExpectedPrecision expectation;
    private final AccountCounts[] ofDepartments;
    private final Consumer<Finding> found;

    GroupSearch(LabelTable table, MiningOptions options, Consumer<Finding> found) {
        this.table = table;
        this.options = options;
        this.expectation = new ExpectedPrecision(table, options);
        this.ofDepartments = AccountCounts.byDepartment(table);
        this.found = found;
    }

    void search(VendorGroup group) {
        int[] labels = group.labels(table);
        AccountCounts ofGroup = AccountCounts.of(table, labels);
        search(new Part(group, ofGroup, LabelTable.NO_DEPARTMENT), labels);
        int[] sorted = sorted(labels, table.department);
        for (int from = 0, end; from < sorted.length; from = end) {
            int department = table.department[sorted[from]];
            end = endOfRun(sorted, from, table.department);
            boolean isPart = end - from < sorted.length && department != LabelTable.NO_DEPARTMENT;
            if (isPart && end - from >= options.minSupport()) {
                search(new Part(group, ofGroup, department), Arrays.copyOfRange(sorted, from, end));
            }
        }
    }

    private void search(Part part, int[] labels) {
        AccountCounts counts = AccountCounts.of(table, labels);
        int commonest = counts.commonest();
        tell(part, labels, null, null, commonest, counts.of(commonest));
        if (counts.share(commonest) < PURE) {
            int[] byAmount = sorted(labels, table.amount);
            for (int account : counts.withAtLeast(options.minSupport(), ACCOUNTS_PER_BAND)) {
                searchBand(part, byAmount, account);
            }
        }
    }

    private void searchBand(Part part, int[] byAmount, int account) {
        AmountBand band = AmountBand.around(account, byAmount, table);
        if (band.isAll(byAmount)) {
            return;
        }
        int[] within = Arrays.copyOfRange(byAmount, band.from(), band.end());
        AccountCounts counts = AccountCounts.of(table, within);
        if (within.length >= options.minSupport() && counts.commonest() == account) {
            BigDecimal min = band.from() == 0 ? null : amount(within[0]);
            BigDecimal max = band.end() == byAmount.length ? null : amount(within[within.length - 1]);
            tell(part, within, min, max, account, counts.of(account));
        }
    }

    private void tell(Part part, int[] labels, BigDecimal min, BigDecimal max, int account, int right) {
        if (options.admit(labels.length, right)) {
            boolean picked = min != null || max != null;
            double expected = expectation.of(labels, account, prior(part, account), picked);
            found.accept(new Finding(part.group, part.department, min, max, account, labels, right, expected));
        }
    }

    /** What is known of the vendors in other departments, or of the department with other vendors, whichever says more. */
    private double prior(Part part, int account) {
        double ofVendors = part.ofGroup.share(account);
        return part.department == LabelTable.NO_DEPARTMENT
                ? ofVendors
                : Math.max(ofVendors, ofDepartments[part.department].share(account));
    }

    private BigDecimal amount(int label) {
        return table.amounts[table.amount[label]];
    }

    private static int[] sorted(int[] labels, int[] column) {
        long[] keys = new long[labels.length];
        for (int i = 0; i < labels.length; i++) {
            keys[i] = ((long) column[labels[i]] << 32) | labels[i];
        }
        Arrays.sort(keys);
        int[] sorted = new int[labels.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (int) keys[i];
        }
        return sorted;
    }

    private static int endOfRun(int[] sorted, int from, int[] column) {
        int end = from;
        while (end < sorted.length && column[sorted[end]] == column[sorted[from]]) {
            end++;
        }
        return end;
    }

    private record Part(VendorGroup group, AccountCounts ofGroup, int department) {}
}
