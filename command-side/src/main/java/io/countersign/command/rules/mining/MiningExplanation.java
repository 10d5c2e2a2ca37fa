package io.countersign.command.rules.mining;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Says in a sentence why a rule is proposed. */
final class MiningExplanation {
    private MiningExplanation() {}

    static String of(Finding finding, LabelTable table) {
        return "%s of %s%s%s were booked to %s (%s); %s of the next are expected to be."
                .formatted(
                        number(finding.right()),
                        labels(finding),
                        department(finding, table),
                        amounts(finding),
                        table.accounts[finding.account()],
                        percent((double) finding.right() / finding.count()),
                        percent(finding.expected()));
    }

    private static String labels(Finding finding) {
        String text = finding.group().text();
        int vendors = finding.group().vendors().length;
        return switch (finding.group().shape()) {
            case WHOLE -> "%s labels of “%s”".formatted(number(finding.count()), text);
            case BEGINNING ->
                "%s labels of %s vendors that begin with “%s”"
                        .formatted(number(finding.count()), number(vendors), text);
            case WITHIN ->
                "%s labels of %s vendors with “%s” in their names"
                        .formatted(number(finding.count()), number(vendors), text);
        };
    }

    private static String department(Finding finding, LabelTable table) {
        return finding.byDepartment() ? " in department %s".formatted(table.departments[finding.department()]) : "";
    }

    private static String amounts(Finding finding) {
        BigDecimal min = finding.amountMin();
        BigDecimal max = finding.amountMax();
        if (min != null && max != null) {
            return " with amounts from %s to %s".formatted(min.toPlainString(), max.toPlainString());
        }
        if (min != null) {
            return " with amounts from %s up".formatted(min.toPlainString());
        }
        return max == null ? "" : " with amounts up to %s".formatted(max.toPlainString());
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Rounded down, so that only all is 100%. */
    private static String percent(double share) {
        return BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.DOWN) + "%";
    }
}
