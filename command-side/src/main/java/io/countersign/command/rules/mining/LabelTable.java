package io.countersign.command.rules.mining;

import io.countersign.command.rules.mining.Dictionary.Ranked;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The labels of a scope in columns, sorted by vendor, then date, then all else. Vendors, accounts, departments and
 * amounts are numbered in their own order, so that equal labels give equal tables however they were handed in.
 */
final class LabelTable {
    static final int NO_DEPARTMENT = Dictionary.NULL;
    /** After so many days a label weighs half. */
    private static final double HALF_LIFE = 365;

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
    private final Ranked<BigDecimal> calibratedP;

    private LabelTable(LabelColumns columns, int[] chosen) {
        Ranked<String> byVendor = columns.vendor.of(chosen);
        Ranked<String> byAccount = columns.account.of(chosen);
        Ranked<String> byDepartment = columns.department.of(chosen);
        Ranked<BigDecimal> byAmount = columns.amount.of(chosen);
        Ranked<String> byTenant = columns.tenant.of(chosen);
        Ranked<BigDecimal> byP = columns.calibratedP.of(chosen);
        int[] days = columns.day.of(chosen);
        int[] order = StableSort.by(
                byVendor.column(),
                days,
                byTenant.column(),
                byAccount.column(),
                byAmount.column(),
                byDepartment.column(),
                byP.column());
        vendors = byVendor.values().toArray(String[]::new);
        accounts = byAccount.values().toArray(String[]::new);
        departments = byDepartment.values().toArray(String[]::new);
        amounts = byAmount.values().toArray(BigDecimal[]::new);
        vendor = byVendor.in(order).column();
        account = byAccount.in(order).column();
        department = byDepartment.in(order).column();
        amount = byAmount.in(order).column();
        tenant = byTenant.in(order).column();
        tenants = byTenant.values().size();
        calibratedP = byP.in(order);
        vendorStart = starts(vendor, vendors.length);
        tenantDay = new int[order.length];
        weight = new double[order.length];
        tenantDays = weigh(IntStream.of(order).map(i -> days[i]).toArray());
    }

    /** Those of the labels that lie within the window, counted back from the newest transaction's date. */
    static LabelTable of(LabelColumns columns, Integer windowDays) {
        IntStream labels = IntStream.range(0, columns.size());
        if (windowDays == null || columns.size() == 0) {
            return new LabelTable(columns, labels.toArray());
        }
        int newest =
                IntStream.range(0, columns.size()).map(columns.day::get).max().orElseThrow();
        return new LabelTable(
                columns,
                labels.filter(i -> newest - columns.day.get(i) <= windowDays).toArray());
    }

    int size() {
        return vendor.length;
    }

    /** Null if the label had none. */
    BigDecimal calibratedP(int label) {
        int number = calibratedP.column()[label];
        return number == Dictionary.NULL ? null : calibratedP.values().get(number);
    }

    private int weigh(int[] days) {
        int[] newest = new int[tenants];
        Arrays.fill(newest, Integer.MIN_VALUE);
        for (int i = 0; i < days.length; i++) {
            newest[tenant[i]] = Math.max(newest[tenant[i]], days[i]);
        }
        Map<Long, Integer> numbers = new HashMap<>();
        for (int i = 0; i < days.length; i++) {
            tenantDay[i] = numbers.computeIfAbsent((long) days[i] * tenants + tenant[i], key -> numbers.size());
            weight[i] = Math.pow(0.5, (newest[tenant[i]] - days[i]) / HALF_LIFE);
        }
        return numbers.size();
    }

    private static int[] starts(int[] sortedColumn, int values) {
        int[] starts = new int[values + 1];
        for (int value : sortedColumn) {
            starts[value + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }
}
