package io.countersign.command.rules.mining;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * A rule that mining thinks of.
 *
 * @param department {@link LabelTable#NO_DEPARTMENT} for any
 * @param amountMin  lowest signed amount, inclusive; null for no bound, as is amountMax
 * @param labels     all that match pattern and conditions
 * @param right      how many of them name the account
 * @param expected   how likely the next match is right, 0 to 1
 */
record Finding(
        VendorGroup group,
        int department,
        BigDecimal amountMin,
        BigDecimal amountMax,
        int account,
        int[] labels,
        int right,
        double expected) {
    /** Rules with fewer conditions first, then those with more labels: what they leave over is for the others. */
    static final Comparator<Finding> WIDEST_FIRST = Comparator.comparingInt(Finding::conditions)
            .thenComparing(Finding::count, Comparator.reverseOrder())
            .thenComparing(finding -> finding.group.shape())
            .thenComparing(finding -> finding.group.text())
            .thenComparing(Finding::department)
            .thenComparing(Finding::amountMin, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Finding::amountMax, Comparator.nullsFirst(Comparator.naturalOrder()));

    int count() {
        return labels.length;
    }

    boolean byDepartment() {
        return department != LabelTable.NO_DEPARTMENT;
    }

    boolean byAmount() {
        return amountMin != null || amountMax != null;
    }

    /** As the matcher counts them: bounds of the amount are one condition, a department is another. */
    int conditions() {
        return (byDepartment() ? 1 : 0) + (byAmount() ? 1 : 0);
    }
}
