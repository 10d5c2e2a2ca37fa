package io.countersign.loader.sample;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Generates the sample data set of the loader, identical in every run: three years of card payments of the clients of a fictitious accounting firm. About 3% are refunds, and about 2.5% are booked to a wrong account.
 */
public final class BrightwaterSample {

    private static final long SEED = 20230101;
    private static final YearMonth FIRST = YearMonth.of(2023, 1);
    private static final int MONTHS = 36;
    private static final int REFUNDS_PER_MILLE = 30;
    private static final int MISTAKES_PER_MILLE = 25;

    private record Purchase(
            LocalDate date, Company company, String vendor, long cents, String account, String department) {}

    private final Random random = new Random(SEED);

    private BrightwaterSample() {}

    /** Writes the set to standard output; needs nothing but its own classes. */
    public static void main(String[] arguments) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(csv());
    }

    /** RFC 4180 with LF, oldest first; {@code txn_id} counts within a month. */
    public static String csv() {
        return new BrightwaterSample().write();
    }

    private String write() {
        var csv = new StringBuilder("txn_id,tenant,date,vendor,amount,currency,account,department\n");
        for (int i = 0; i < MONTHS; i++) write(FIRST.plusMonths(i), csv);
        return csv.toString();
    }

    private void write(YearMonth month, StringBuilder csv) {
        int number = 0;
        for (Purchase it : purchases(month)) {
            String txnId =
                    String.format(Locale.ROOT, "bw-%d%02d-%04d", month.getYear(), month.getMonthValue(), ++number);
            BigDecimal amount = BigDecimal.valueOf(it.cents(), 2);
            String vendor = it.vendor().contains(",") ? '"' + it.vendor() + '"' : it.vendor();
            var fields = List.of(
                    txnId,
                    it.company().tenant,
                    it.date().toString(),
                    vendor,
                    amount.toPlainString(),
                    it.company().currency,
                    it.account(),
                    it.department());
            csv.append(String.join(",", fields)).append('\n');
        }
    }

    private List<Purchase> purchases(YearMonth month) {
        var purchases = new ArrayList<Purchase>();
        for (Company company : Company.values()) {
            for (Vendor vendor : Vendors.ALL) {
                int count = vendor.sellsTo(company) ? vendor.purchases(month.getMonth(), random) : 0;
                for (int i = 0; i < count; i++) purchases.add(purchase(month, company, vendor));
            }
        }
        purchases.sort(Comparator.comparing(Purchase::date));
        return purchases;
    }

    private Purchase purchase(YearMonth month, Company company, Vendor vendor) {
        LocalDate date = month.atDay(1 + random.nextInt(month.lengthOfMonth()));
        String department = oneOf(company.departments);
        long cents = vendor.cents(random);
        String account = vendor.account(department, cents, month.getYear());
        if (happens(MISTAKES_PER_MILLE)) account = oneOf(Accounts.ALL);
        if (happens(REFUNDS_PER_MILLE)) cents = -cents;
        return new Purchase(date, company, vendor.printed(random), cents, account, department);
    }

    private boolean happens(int perMille) {
        return random.nextInt(1000) < perMille;
    }

    private String oneOf(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
