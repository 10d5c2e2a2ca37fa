package io.countersign.query.metrics;

import io.countersign.platform.rules.VersionId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The metrics, decision by decision, as the contract says them; nothing here is taken from the code that reads them. */
record Recount(List<Decided> all, Map<String, BigDecimal> caps, Map<LocalDate, Integer> versions) {
    private static final List<String> REASONS = List.of(
            "cold_start",
            "below_threshold",
            "imbalance",
            "budget_fallback",
            "anomaly",
            "rule_conflict",
            "autopost_disabled");

    /** @param versions of the book in question, by the day on which it came to them */
    Recount {
        all = List.copyOf(all);
    }

    Metrics of(int days, DateBasis by, LocalDate today) {
        LocalDate first = today.minusDays(days - 1);
        List<Decided> now = between(first, today, by);
        List<Decided> earlier = between(first.minusDays(days), first.minusDays(1), by);
        List<Decided> judged = now.stream()
                .filter(d -> d.verdict() != null && d.account() != null)
                .toList();
        List<Metrics.Bin> bins =
                IntStream.range(0, 10).mapToObj(bin -> bin(bin, judged)).toList();
        return new Metrics(
                first.atStartOfDay().toInstant(ZoneOffset.UTC),
                today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusNanos(1_000),
                now.size(),
                share(now, Decided::isPosted),
                share(
                        now.stream()
                                .filter(d -> d.isPosted() && d.verdict() != null)
                                .toList(),
                        Decided::isApproved),
                share(now, d -> !d.isPosted()),
                reasons(now),
                all.stream().filter(Decided::isOpen).count(),
                mean(judged, Recount::squaredError),
                ece(judged),
                bins,
                all.stream()
                        .filter(d -> isInMonth(d, today))
                        .map(Decided::cost)
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                caps.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                caps.keySet().stream().anyMatch(tenant -> isSpent(tenant, today)),
                psi(earlier, now, commonest(earlier)),
                psi(earlier, now, deciles(earlier)),
                VersionId.of(versionAt(today)),
                first.datesUntil(today.plusDays(1))
                        .map(day -> day(day, now, by))
                        .toList());
    }

    private List<Decided> between(LocalDate first, LocalDate last, DateBasis by) {
        return all.stream()
                .filter(d -> !d.day(by).isBefore(first) && !d.day(by).isAfter(last))
                .toList();
    }

    private static Map<String, Long> reasons(List<Decided> decisions) {
        Map<String, Long> counts = new LinkedHashMap<>();
        REASONS.forEach(reason -> counts.put(
                reason,
                decisions.stream().filter(d -> reason.equals(d.reason())).count()));
        return counts;
    }

    private Metrics.Day day(LocalDate day, List<Decided> decisions, DateBasis by) {
        List<Decided> ofDay =
                decisions.stream().filter(d -> d.day(by).equals(day)).toList();
        long posted = ofDay.stream().filter(Decided::isPosted).count();
        return new Metrics.Day(
                day, posted, ofDay.size() - posted, share(ofDay, Decided::isPosted), VersionId.of(versionAt(day)));
    }

    private int versionAt(LocalDate day) {
        return versions.entrySet().stream()
                .filter(version -> !version.getKey().isAfter(day))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    private static Metrics.Bin bin(int bin, List<Decided> judged) {
        List<Decided> inside = judged.stream().filter(d -> binOf(d) == bin).toList();
        return new Metrics.Bin(
                "0.%s-%s".formatted(bin, bin == 9 ? "1.0" : "0." + (bin + 1)),
                mean(inside, Decided::p),
                share(inside, Decided::isApproved),
                inside.size());
    }

    private static int binOf(Decided decided) {
        return Math.min(9, decided.p().movePointRight(1).intValue());
    }

    private static BigDecimal ece(List<Decided> judged) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int bin = 0; bin < 10; bin++) {
            int number = bin;
            List<Decided> inside =
                    judged.stream().filter(d -> binOf(d) == number).toList();
            if (!inside.isEmpty()) {
                BigDecimal count = BigDecimal.valueOf(inside.size());
                BigDecimal predicted = sum(inside, Decided::p).divide(count, MathContext.DECIMAL128);
                BigDecimal observed = sum(inside, d -> d.isApproved() ? BigDecimal.ONE : BigDecimal.ZERO)
                        .divide(count, MathContext.DECIMAL128);
                BigDecimal weight = count.divide(BigDecimal.valueOf(judged.size()), MathContext.DECIMAL128);
                sum = sum.add(predicted.subtract(observed).abs().multiply(weight));
            }
        }
        return judged.isEmpty() ? null : sum.round(new MathContext(25)).setScale(6, RoundingMode.HALF_UP);
    }

    private static BigDecimal squaredError(Decided decided) {
        return decided.isApproved()
                ? decided.p().subtract(BigDecimal.ONE).pow(2)
                : decided.p().pow(2);
    }

    private static boolean isInMonth(Decided decided, LocalDate today) {
        LocalDate day = decided.day(DateBasis.DECIDED);
        return day.getYear() == today.getYear() && day.getMonth() == today.getMonth();
    }

    private boolean isSpent(String tenant, LocalDate today) {
        List<Decided> month = all.stream()
                .filter(d -> d.tenant().equals(tenant) && isInMonth(d, today))
                .toList();
        BigDecimal spend = sum(month, Decided::cost);
        return spend.signum() > 0 && spend.compareTo(caps.get(tenant)) >= 0;
    }

    /** Bins by the vendors that were commonest in the earlier window. */
    private static Function<Decided, Object> commonest(List<Decided> earlier) {
        Map<String, Long> counts =
                earlier.stream().collect(Collectors.groupingBy(Decided::vendor, Collectors.counting()));
        List<String> twenty = counts.keySet().stream()
                .sorted(Comparator.<String>comparingLong(counts::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(20)
                .toList();
        return decided -> twenty.contains(decided.vendor()) ? decided.vendor() : "the rest";
    }

    /** Bins by the amounts below which a tenth, two tenths, … of the earlier window lie. */
    private static Function<Decided, Object> deciles(List<Decided> earlier) {
        List<BigDecimal> amounts =
                earlier.stream().map(Decided::amount).sorted().toList();
        List<BigDecimal> deciles = new ArrayList<>();
        for (int tenths = 1; tenths <= 9 && !amounts.isEmpty(); tenths++) {
            deciles.add(amounts.get((amounts.size() * tenths + 9) / 10 - 1));
        }
        return decided -> deciles.stream()
                .filter(decile -> decile.compareTo(decided.amount()) <= 0)
                .count();
    }

    private static BigDecimal psi(List<Decided> earlier, List<Decided> now, Function<Decided, Object> bin) {
        if (earlier.size() < 100 || now.size() < 100) {
            return null;
        }
        Map<Object, Integer> before = count(earlier, bin);
        Map<Object, Integer> after = count(now, bin);
        Map<Object, Integer> either = new HashMap<>(before);
        either.putAll(after);
        double psi = either.keySet().stream()
                .mapToDouble(key -> {
                    double e = Math.max(0.0001, before.getOrDefault(key, 0) / (double) earlier.size());
                    double a = Math.max(0.0001, after.getOrDefault(key, 0) / (double) now.size());
                    return (a - e) * (Math.log(a) - Math.log(e));
                })
                .sum();
        return BigDecimal.valueOf(psi);
    }

    private static Map<Object, Integer> count(List<Decided> decisions, Function<Decided, Object> bin) {
        Map<Object, Integer> counts = new HashMap<>();
        decisions.forEach(decided -> counts.merge(bin.apply(decided), 1, Integer::sum));
        return counts;
    }

    private static BigDecimal share(List<Decided> decisions, Predicate<Decided> part) {
        return mean(decisions, d -> part.test(d) ? BigDecimal.ONE : BigDecimal.ZERO);
    }

    private static BigDecimal mean(List<Decided> decisions, Function<Decided, BigDecimal> number) {
        return decisions.isEmpty()
                ? null
                : sum(decisions, number).divide(BigDecimal.valueOf(decisions.size()), 6, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<Decided> decisions, Function<Decided, BigDecimal> number) {
        return decisions.stream().map(number).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
