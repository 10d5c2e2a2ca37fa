package io.countersign.loader.sample;

import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A made-up merchant: who buys there, how often, for how much, and how people book it. Amounts are in whole units of the
 * buyer's currency.
 */
final class Vendor {

    private record Special(String department, int above, int sinceYear, String account) {
        boolean holds(String in, long cents, int year) {
            return (department == null || department.equals(in)) && cents > above * 100L && year >= sinceYear;
        }
    }

    final String name;
    private final String account;
    private final List<Special> specials = new ArrayList<>();
    private Set<Company> buyers = Set.of(Company.values());
    private List<Marking> markings = List.of(Marking.PLAIN);
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

    Vendor marked(Marking... some) {
        markings = List.of(some);
        return this;
    }

    Vendor times(int aYear, Season when) {
        timesAYear = aYear;
        season = when;
        return this;
    }

    /** The same both times: a subscription, paid once a month. */
    Vendor costing(int from, int to) {
        least = from;
        most = to;
        return this;
    }

    Vendor above(int amount, String other) {
        specials.add(new Special(null, amount, 0, other));
        return this;
    }

    Vendor in(String department, String other) {
        specials.add(new Special(department, 0, 0, other));
        return this;
    }

    Vendor since(int year, String other) {
        specials.add(new Special(null, 0, year, other));
        return this;
    }

    boolean sellsTo(Company company) {
        return buyers.contains(company);
    }

    String account(String department, long cents, int year) {
        return specials.stream()
                .filter(it -> it.holds(department, cents, year))
                .map(Special::account)
                .findFirst()
                .orElse(account);
    }

    /** In a month: what is usual, give or take up to a half. */
    int purchases(Month month, Random random) {
        if (least == most) return 1;
        int hundredths = timesAYear * season.percentIn(month) / 12 * (50 + random.nextInt(101)) / 100;
        return hundredths / 100 + (random.nextInt(100) < hundredths % 100 ? 1 : 0);
    }

    /** Small amounts are commoner than large ones. */
    long cents(Random random) {
        long roll = random.nextInt(10_000);
        return 100L * least + 100L * (most - least) * roll * roll / 100_000_000L;
    }

    String printed(Random random) {
        return markings.get(random.nextInt(markings.size())).of(name, random);
    }
}
