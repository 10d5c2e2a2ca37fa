package io.countersign.command.rules.mining;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.countersign.command.decision.memory.Label;
import io.countersign.events.rules.Candidate;
import io.countersign.policy.Action;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleBooks;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where to try things with mining: {@code MiningTrial <file.csv.gz> …} with real transactions. Only the first three
 * quarters of each tenant are looked at, so that the rest can be the judge in the end. They are cut three times: what is
 * mined from the earlier part, for the tenants and for the firm, decides the next. Beside it stands what a plain count of
 * whole names in each tenant comes to.
 */
final class MiningTrial {
    private static final double HISTORY = 0.75;
    private static final double[][] CUTS = {{0.5, 0.667}, {0.625, 0.833}, {0.75, 1}};
    private static final Settings SETTINGS = Tier.PRO.defaults();

    private final List<TrialRow> earlier = new ArrayList<>();
    private final List<TrialRow> later = new ArrayList<>();
    private final AtomicInteger rules = new AtomicInteger();

    private MiningTrial(List<TrialRow> rows, double from, double to) {
        Map<String, Long> sizes = rows.stream().collect(groupingBy(TrialRow::tenant, counting()));
        Map<String, Long> seen = new HashMap<>();
        for (TrialRow row : rows) {
            double place = (double) seen.merge(row.tenant(), 1L, Long::sum) / sizes.get(row.tenant());
            if (place <= from) {
                earlier.add(row);
            } else if (place <= to) {
                later.add(row);
            }
        }
    }

    public static void main(String[] files) {
        System.out.printf("%-36s %8s %6s %16s %16s%n", "set", "labels", "rules", "posted, right", "plain count");
        for (String file : files) {
            List<TrialRow> rows = TrialRow.read(Path.of(file));
            List<TrialRow> history = new MiningTrial(rows, HISTORY, HISTORY).earlier;
            for (double[] cut : CUTS) {
                MiningTrial trial = new MiningTrial(history, cut[0], cut[1]);
                String result = trial.decided(trial.minedByTenant(), trial.mined(TenantId.FIRM, trial.earlier));
                String plain = trial.decided(trial.counted(), RuleMatcher.empty(TenantId.FIRM));
                System.out.printf(
                        "%-36s %8d %6d %16s %16s%n",
                        Path.of(file).getFileName() + " " + cut[0],
                        trial.earlier.size(),
                        trial.rules.get(),
                        result,
                        plain);
            }
        }
    }

    private Map<String, RuleMatcher> minedByTenant() {
        return byTenant().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, of -> mined(of.getKey(), of.getValue())));
    }

    private Map<String, List<TrialRow>> byTenant() {
        return earlier.stream()
                .collect(groupingBy(TrialRow::tenant, TreeMap::new, java.util.stream.Collectors.toList()));
    }

    private RuleMatcher mined(String scope, List<TrialRow> rows) {
        AtomicInteger ids = new AtomicInteger();
        LabelColumns columns = new LabelColumns();
        rows.forEach(row -> columns.add(row.label()));
        List<Candidate> found = new RuleMining(() -> scope + ids.incrementAndGet())
                .mine(columns, new KnownPatterns(), MiningOptions.DEFAULTS)
                .proposed();
        rules.addAndGet(found.size());
        return RuleMatcher.compile(scope, 1, found.stream().map(Candidate::rule).toList());
    }

    /** Whole names with 20 labels or more of which 95% agree. */
    private Map<String, RuleMatcher> counted() {
        Map<String, RuleMatcher> books = new HashMap<>();
        byTenant().forEach((tenant, rows) -> {
            Map<String, List<Label>> vendors =
                    rows.stream().map(TrialRow::label).collect(groupingBy(Label::vendorNormalized));
            books.put(
                    tenant,
                    RuleMatcher.compile(
                            tenant,
                            1,
                            vendors.values().stream()
                                    .map(MiningTrial::counted)
                                    .flatMap(Collection::stream)
                                    .toList()));
        });
        return books;
    }

    private static Set<Rule> counted(List<Label> labels) {
        Map<String, Long> accounts = labels.stream().collect(groupingBy(Label::account, counting()));
        var commonest =
                accounts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        BigDecimal precision = BigDecimal.valueOf(commonest.getValue())
                .divide(BigDecimal.valueOf(labels.size()), 6, RoundingMode.HALF_UP);
        if (!MiningOptions.DEFAULTS.admit(labels.size(), commonest.getValue().intValue())) {
            return Set.of();
        }
        String vendor = labels.get(0).vendorNormalized();
        return Set.of(new Rule(
                vendor,
                Rule.Type.VENDOR_EXACT,
                vendor,
                commonest.getKey(),
                Rule.PROMOTED_PRIORITY,
                precision,
                labels.size(),
                null,
                null,
                null,
                "counted",
                null));
    }

    /** The share that was posted, and of that the share whose account is the booked one. */
    private String decided(Map<String, RuleMatcher> books, RuleMatcher firm) {
        Map<String, Sums> amounts = new HashMap<>();
        earlier.forEach(row ->
                amounts.computeIfAbsent(row.vendorKey(), key -> new Sums()).add(row.amount()));
        int posted = 0;
        int right = 0;
        for (TrialRow row : later) {
            Sums sums = amounts.computeIfAbsent(row.vendorKey(), key -> new Sums());
            RuleMatch match = new RuleBooks(firm, books.getOrDefault(row.tenant(), RuleMatcher.empty(row.tenant())))
                    .match(row.transaction());
            if (match != null && isPosted(row, sums, match)) {
                posted++;
                right += match.rule().account().equals(row.account()) ? 1 : 0;
            }
            sums.add(row.amount());
        }
        return "%.1f%%, %.2f%%".formatted(100.0 * posted / later.size(), 100.0 * right / posted);
    }

    private static boolean isPosted(TrialRow row, Sums sums, RuleMatch match) {
        DecisionInputs inputs = new DecisionInputs(
                row.transaction(), null, null, SETTINGS, null, BigDecimal.ZERO, sums.statistics(), 1, 1, match);
        return DecisionPolicy.decide(inputs).action() == Action.AUTO_POSTED;
    }

    private static final class Sums {
        private long count;
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal squares = BigDecimal.ZERO;

        void add(BigDecimal amount) {
            count++;
            sum = sum.add(amount);
            squares = squares.add(amount.multiply(amount));
        }

        AmountStatistics statistics() {
            return AmountStatistics.of(count, sum, squares);
        }
    }
}
