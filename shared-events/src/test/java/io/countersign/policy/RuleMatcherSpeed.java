package io.countersign.policy;

import io.countersign.policy.Rule.Type;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Prints how much of a processor's time a match takes, in nanoseconds, by the number of rules: 40% exact names, 40% globs
 * (of which every fourth has a leading star), 5% regular expressions, 10% texts of the memo and 5% category codes; a
 * fifth have an amount or a department. About half of the transactions are of vendors that rules know.
 */
final class RuleMatcherSpeed {
    private static final String[] SYLLABLES = {
        "al", "ber", "cor", "dan", "el", "fin", "gar", "hol", "in", "jas", "kel", "lon", "mer", "nor", "ol", "par", "quin",
        "ros", "san", "tor", "um", "ver", "wes", "yor", "zen"
    };
    private static final String[] TRADES = {"tools", "foods", "travel", "books", "media", "garage", "hotel", "supplies"};
    private static final int TRANSACTIONS = 10_000;
    private static final int ROUNDS = 20;

    private final Random random = new Random(42);
    private final List<String> vendors = IntStream.range(0, 10_000).mapToObj(i -> vendor()).toList();

    private RuleMatcherSpeed() {}

    public static void main(String[] args) {
        RuleMatcherSpeed speed = new RuleMatcherSpeed();
        for (int rules : new int[] {0, 100, 5_000}) {
            speed.measure(rules);
        }
    }

    private void measure(int count) {
        List<Rule> rules = IntStream.range(0, count).mapToObj(this::rule).toList();
        List<Transaction> transactions = IntStream.range(0, TRANSACTIONS)
                .mapToObj(i -> transaction(Math.max(count, 100)))
                .toList();
        RuleMatcher matcher = RuleMatcher.compile("firm", 1, rules);
        long matches = matches(matcher, transactions);
        List<Long> compiling = rounds(() -> RuleMatcher.compile("firm", 1, rules));
        List<Long> matching = rounds(() -> matches(matcher, transactions));
        System.out.printf(
                "%,6d rules: %,6d ns per match (best %,d, worst %,d), %d%% match, compiled in %.1f ms%n",
                count,
                matching.get(ROUNDS / 2) / TRANSACTIONS,
                matching.get(0) / TRANSACTIONS,
                matching.get(ROUNDS - 1) / TRANSACTIONS,
                100 * matches / TRANSACTIONS,
                compiling.get(ROUNDS / 2) / 1e6);
    }

    private static long matches(RuleMatcher matcher, List<Transaction> transactions) {
        return transactions.stream().filter(each -> matcher.match(each).isPresent()).count();
    }

    /** Times of the rounds after those that warm up, the shortest first. */
    private static List<Long> rounds(Runnable work) {
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long start = now();
            work.run();
            times.add(now() - start);
        }
        return times.subList(ROUNDS, 2 * ROUNDS).stream().sorted().toList();
    }

    /** Of the processor, in nanoseconds, so that what else runs beside this counts little. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private Rule rule(int number) {
        String vendor = vendors.get(number);
        int first = vendor.indexOf(' ');
        int kind = number % 20;
        if (kind < 8) {
            return rule(number, Type.VENDOR_EXACT, vendor);
        } else if (kind < 14) {
            return rule(number, Type.VENDOR_GLOB, vendor.substring(0, first + 2) + "*");
        } else if (kind < 16) {
            return rule(number, Type.VENDOR_GLOB, "*" + vendor.substring(2) + (number % 40 < 20 ? "*" : ""));
        } else if (kind < 17) {
            return rule(number, Type.VENDOR_REGEX, regex(number, vendor, first));
        } else if (kind < 19) {
            return rule(number, Type.MEMO_CONTAINS, vendor.substring(0, first));
        }
        return rule(number, Type.MCC, "%04d".formatted(random.nextInt(10_000)));
    }

    private static String regex(int number, String vendor, int first) {
        String name = vendor.substring(0, first);
        return switch (number / 20 % 3) {
            case 0 -> "^" + name + " (uk|tools|foods)";
            case 1 -> name + "\\w* .*" + vendor.substring(first + 1) + "$";
            default -> "(?:" + name + "|" + new StringBuilder(name).reverse() + ")s? ";
        };
    }

    private Rule rule(int number, Type type, String pattern) {
        BigDecimal min = number % 10 == 3 ? BigDecimal.TEN : null;
        String department = number % 10 == 7 ? "Sales" : null;
        return new Rule(
                "rule-" + number, type, pattern, "6000", 50, BigDecimal.ONE, 24, min, null, department, "mined", null);
    }

    private Transaction transaction(int known) {
        String vendor = random.nextBoolean() ? vendors.get(random.nextInt(known)) : vendor();
        return new Transaction(
                new TxnId("t-1"),
                LocalDate.of(2026, 1, 31),
                vendor,
                vendor,
                BigDecimal.valueOf(random.nextInt(100)),
                "GBP",
                random.nextBoolean() ? "Sales" : "IT",
                "Invoice %d of %s for January, paid by card".formatted(random.nextInt(10_000), vendor()),
                "%04d".formatted(random.nextInt(10_000)));
    }

    private String vendor() {
        return name() + (random.nextBoolean() ? " " + name() : "") + " " + TRADES[random.nextInt(TRADES.length)];
    }

    private String name() {
        return syllable() + syllable() + syllable();
    }

    private String syllable() {
        return SYLLABLES[random.nextInt(SYLLABLES.length)];
    }
}
