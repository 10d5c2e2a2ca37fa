package io.countersign.command.rules.mining;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The labels of a scope in columns, sorted by vendor, then date, then order. Vendors, accounts, departments and amounts
 * are numbered in their own order, so that equal labels give equal numbers however they were handed in.
 */
final class LabelTable {
    static final int NO_DEPARTMENT = -1;
    /** After so many days a label weighs half. */
    private static final double HALF_LIFE = 365;

    final Label[] labels;
    final String[] vendors;
    /** The labels of vendor v are those from {@code vendorStart[v]} to before {@code vendorStart[v + 1]}. */
    final int[] vendorStart;
    final String[] accounts;
    final String[] departments;
    final BigDecimal[] amounts;
    final int tenants;
    final int tenantDays;
    final int[] vendor;
    final int[] account;
    final int[] department;
    final int[] amount;
    final int[] tenant;
    /** Numbers the days of each tenant, in no particular order. */
    final int[] tenantDay;
    final double[] weight;

    private LabelTable(Label[] sorted) {
        labels = sorted;
        Numbers<String> byVendor = Numbers.of(sorted, Label::vendorNormalized);
        Numbers<String> byAccount = Numbers.of(sorted, Label::account);
        Numbers<String> byDepartment = Numbers.of(sorted, Label::department);
        Numbers<BigDecimal> byAmount = Numbers.of(sorted, Label::amount);
        Numbers<String> byTenant = Numbers.of(sorted, Label::tenantId);
        vendors = byVendor.values.toArray(String[]::new);
        accounts = byAccount.values.toArray(String[]::new);
        departments = byDepartment.values.toArray(String[]::new);
        amounts = byAmount.values.toArray(BigDecimal[]::new);
        vendor = byVendor.column;
        account = byAccount.column;
        department = byDepartment.column;
        amount = byAmount.column;
        tenant = byTenant.column;
        tenants = byTenant.values.size();
        vendorStart = starts(vendor, vendors.length);
        tenantDay = new int[sorted.length];
        weight = new double[sorted.length];
        tenantDays = weigh();
    }

    /** Those of the labels that lie within the window, counted back from the newest transaction's date. */
    static LabelTable of(List<Label> labels, Integer windowDays) {
        LocalDate newest =
                labels.stream().map(Label::date).max(Comparator.naturalOrder()).orElse(LocalDate.EPOCH);
        LocalDate oldest = windowDays == null ? LocalDate.MIN : newest.minusDays(windowDays);
        return new LabelTable(labels.stream()
                .filter(label -> !label.date().isBefore(oldest))
                .sorted(comparing(Label::vendorNormalized)
                        .thenComparing(Label::date)
                        .thenComparing(Label::order)
                        .thenComparing(Label::tenantId))
                .toArray(Label[]::new));
    }

    int size() {
        return labels.length;
    }

    private int weigh() {
        long[] newest = new long[tenants];
        Arrays.fill(newest, Long.MIN_VALUE);
        for (int i = 0; i < labels.length; i++) {
            newest[tenant[i]] = Math.max(newest[tenant[i]], labels[i].date().toEpochDay());
        }
        Map<Long, Integer> days = new HashMap<>();
        for (int i = 0; i < labels.length; i++) {
            long day = labels[i].date().toEpochDay();
            tenantDay[i] = days.computeIfAbsent(day * tenants + tenant[i], key -> days.size());
            weight[i] = Math.pow(0.5, (newest[tenant[i]] - day) / HALF_LIFE);
        }
        return days.size();
    }

    private static int[] starts(int[] sortedColumn, int values) {
        int[] starts = new int[values + 1];
        for (int value : sortedColumn) {
            starts[value + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    /** The distinct values of a column in ascending order, and for each label the place of its own, −1 for null. */
    private record Numbers<T extends Comparable<T>>(List<T> values, int[] column) {
        static <T extends Comparable<T>> Numbers<T> of(Label[] labels, Function<Label, T> value) {
            Map<T, Integer> numbers = new HashMap<>();
            for (Label label : labels) {
                T of = value.apply(label);
                if (of != null) {
                    numbers.putIfAbsent(of, 0);
                }
            }
            List<T> values = numbers.keySet().stream().sorted().toList();
            for (int i = 0; i < values.size(); i++) {
                numbers.put(values.get(i), i);
            }
            int[] column = new int[labels.length];
            for (int i = 0; i < labels.length; i++) {
                T of = value.apply(labels[i]);
                column[i] = of == null ? -1 : numbers.get(of);
            }
            return new Numbers<>(values, column);
        }
    }
}
