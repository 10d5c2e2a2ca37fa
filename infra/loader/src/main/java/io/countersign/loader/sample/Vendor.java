package io.countersign.loader.sample;

import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A fictitious merchant: its buyers, how often and for how much they buy, and the account that people use. Amounts are in whole units of the buyer's currency.
 */
final class Vendor {

    private record SpecialCase(String department, int above, int sinceYear, String account) {
        boolean applies(String in, long cents, int year) {
            return (department == null || department.equals(in)) && cents > above * 100L && year >= sinceYear;
        }
    }

    final String name;
    private final String account;
    private final List<SpecialCase> specialCases = new ArrayList<>();
    private Set<Company> buyers = Set.of(Company.values());
    private List<NameStyle> nameStyles = List.of(NameStyle.PLAIN);
    private Season season = Season.STEADY;
    private int timesAYear = 12;
    private int least;
    private int most;

    Vendor(String name, String account) {
        this.name = name;
        this.account = account;
    }

    Vendor of(Company... only) {
        buyers = Set.of(only);
        return this;
    }

    Vendor marked(NameStyle... some) {
        nameStyles = List.of(some);
        return this;
    }

    Vendor times(int aYear, Season when) {
        timesAYear = aYear;
        season = when;
        return this;
    }

    /** Equal amounts mean a subscription, paid once a month. */
    Vendor costing(int from, int to) {
        least = from;
        most = to;
        return this;
    }

    Vendor above(int amount, String other) {
        specialCases.add(new SpecialCase(null, amount, 0, other));
        return this;
    }

    Vendor in(String department, String other) {
        specialCases.add(new SpecialCase(department, 0, 0, other));
        return this;
    }

    Vendor since(int year, String other) {
        specialCases.add(new SpecialCase(null, 0, year, other));
        return this;
    }

    boolean sellsTo(Company company) {
        return buyers.contains(company);
    }

    String account(String department, long cents, int year) {
        return specialCases.stream()
                .filter(it -> it.applies(department, cents, year))
                .map(SpecialCase::account)
                .findFirst()
                .orElse(account);
    }

    /** The number of purchases in a month: the usual number, varied by up to a half. */
    int purchases(Month month, Random random) {
        if (least == most) return 1;
        int hundredths = timesAYear * season.percentIn(month) / 12 * (50 + random.nextInt(101)) / 100;
        return hundredths / 100 + (random.nextInt(100) < hundredths % 100 ? 1 : 0);
    }

    /** Small amounts are more common than large ones. */
    long cents(Random random) {
        long roll = random.nextInt(10_000);
        return 100L * least + 100L * (most - least) * roll * roll / 100_000_000L;
    }

    String printed(Random random) {
        return nameStyles.get(random.nextInt(nameStyles.size())).of(name, random);
    }
}
