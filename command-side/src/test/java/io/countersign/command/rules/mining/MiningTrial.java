package io.countersign.command.rules.mining;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.countersign.command.decision.memory.Label;
import io.countersign.events.rules.Candidate;
import io.countersign.policy.Action;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.Outcome;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleBooks;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/**
 * Mines the earlier part of real transactions and decides the later part by what was found: {@code MiningTrial [dev]
 * <file.csv.gz> …}. Each tenant's first three quarters are history; all that is mined for the tenants and for the firm is
 * accepted. With {@code dev} the later part is left alone, and the history is cut in the same way instead: that is where
 * to try things.
 */
final class MiningTrial {
    private static final BigDecimal SHARE = new BigDecimal("0.75");
    private static final Settings SETTINGS = Tier.PRO.defaults();

    final List<Row> history = new ArrayList<>();
    private final List<Row> later = new ArrayList<>();

    MiningTrial(List<Row> rows) {
        Map<String, Long> quotas = rows.stream().collect(groupingBy(Row::tenant, TreeMap::new, quota()));
        Map<String, Long> seen = new HashMap<>();
        for (Row row : rows) {
            long ordinal = seen.merge(row.tenant, 1L, Long::sum);
            (ordinal <= quotas.get(row.tenant) ? history : later).add(row);
        }
    }

    private static java.util.stream.Collector<Row, ?, Long> quota() {
        return java.util.stream.Collectors.collectingAndThen(
                java.util.stream.Collectors.counting(),
                count -> SHARE.multiply(BigDecimal.valueOf(count)).longValue());
    }

    public static void main(String[] arguments) {
        boolean dev = arguments[0].equals("dev");
        System.out.printf("%-32s %8s %8s %8s %8s %8s%n", "set", "labels", "seconds", "rules", "posted", "right");
        for (String file : List.of(arguments).subList(dev ? 1 : 0, arguments.length)) {
            List<Row> rows = read(Path.of(file));
            MiningTrial trial = new MiningTrial(dev ? new MiningTrial(rows).history : rows);
            System.out.println(trial.run(Path.of(file).getFileName().toString().replace(".csv.gz", "")));
        }
    }

    Result run(String name) {
        rules.set(0);
        long start = System.nanoTime();
        Map<String, List<Label>> byTenant =
                history.stream().map(Row::label).collect(groupingBy(Label::tenantId, TreeMap::new, java.util.stream.Collectors.toList()));
        Map<String, RuleMatcher> books = byTenant.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, of -> book(of.getKey(), of.getValue())));
        RuleMatcher firm = book(TenantId.FIRM, history.stream().map(Row::label).toList());
        double seconds = (System.nanoTime() - start) / 1e9;
        Result result = new Result(name, history.size(), later.size(), seconds, rules.get());
        decide(books, firm, result);
        return result;
    }

    private final AtomicInteger rules = new AtomicInteger();

    private RuleMatcher book(String scope, List<Label> labels) {
        AtomicInteger ids = new AtomicInteger();
        LabelColumns columns = new LabelColumns();
        labels.forEach(columns::add);
        List<Candidate> found = new RuleMining(() -> "c" + ids.incrementAndGet())
                .mine(columns, new KnownPatterns(), MiningOptions.DEFAULTS).proposed();
        rules.addAndGet(found.size());
        return RuleMatcher.compile(scope, 1, found.stream().map(Candidate::rule).toList());
    }

    private void decide(Map<String, RuleMatcher> books, RuleMatcher firm, Result result) {
        Map<String, Sums> amounts = new HashMap<>();
        history.forEach(row -> amounts.computeIfAbsent(row.vendorKey(), key -> new Sums()).add(row.amount));
        for (Row row : later) {
            Sums sums = amounts.computeIfAbsent(row.vendorKey(), key -> new Sums());
            RuleMatcher tenant = books.getOrDefault(row.tenant, RuleMatcher.empty(row.tenant));
            RuleMatch match = new RuleBooks(firm, tenant).match(row.transaction());
            if (match != null) {
                Outcome outcome = DecisionPolicy.decide(new DecisionInputs(
                        row.transaction(), null, null, SETTINGS, null, BigDecimal.ZERO, sums.statistics(), 1, 1, match));
                result.add(match, outcome, row);
            }
            sums.add(row.amount);
        }
    }

    static List<Row> read(Path file) {
        Map<String, String> normalized = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))), UTF_8))) {
            for (NamedCsvRecord line : csv) {
                rows.add(new Row(
                        rows.size(),
                        line.getField("txn_id"),
                        line.getField("tenant"),
                        LocalDate.parse(line.getField("date")),
                        normalized.computeIfAbsent(line.getField("vendor"), VendorNormalizer::normalize),
                        new BigDecimal(line.getField("amount")),
                        line.getField("currency"),
                        line.getField("account"),
                        line.getField("department")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.sort(Comparator.comparing(Row::date));
        return rows;
    }

    record Row(
            int line,
            String id,
            String tenant,
            LocalDate date,
            String vendor,
            BigDecimal amount,
            String currency,
            String account,
            String department) {
        Label label() {
            return new Label(tenant, vendor, date, account, amount, department, null);
        }

        Transaction transaction() {
            String of = department.isBlank() ? null : department;
            return new Transaction(new TxnId(id), date, vendor, vendor, amount, currency, of, null, null);
        }

        String vendorKey() {
            return tenant + '\n' + vendor + '\n' + currency;
        }
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

    static final class Result {
        final String name;
        final int labels;
        final int later;
        final double seconds;
        final int rules;
        final Map<String, int[]> byKind = new TreeMap<>();
        int matched;
        int posted;
        int right;
        final List<Object[]> wrong = new ArrayList<>();

        Result(String name, int labels, int later, double seconds, int rules) {
            this.name = name;
            this.labels = labels;
            this.later = later;
            this.seconds = seconds;
            this.rules = rules;
        }

        void add(RuleMatch match, Outcome outcome, Row row) {
            matched++;
            if (outcome.action() != Action.AUTO_POSTED) {
                return;
            }
            Rule rule = match.rule();
            boolean isRight = rule.account().equals(row.account);
            String kind = (match.scope().equals(TenantId.FIRM) ? "firm " : "tenant ")
                    + (rule.type() == Rule.Type.VENDOR_EXACT ? "name" : rule.pattern().startsWith("*") ? "word" : "beginning")
                    + (rule.department() == null ? "" : " department")
                    + (rule.amountMin() == null && rule.amountMax() == null ? "" : " amount");
            int[] counts = byKind.computeIfAbsent(kind, key -> new int[2]);
            counts[0]++;
            counts[1] += isRight ? 1 : 0;
            posted++;
            right += isRight ? 1 : 0;
        }

        double share() {
            return 100.0 * posted / later;
        }

        double rightShare() {
            return 100.0 * right / Math.max(1, posted);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("%-32s %8d %8.1f %8d %7.1f%% %7.2f%%"
                    .formatted(name, labels, seconds, rules, share(), rightShare()));
            byKind.forEach((kind, counts) -> text.append("%n    %-40s %7.1f%% %7.2f%%"
                    .formatted(kind, 100.0 * counts[0] / later, 100.0 * counts[1] / counts[0])));
            return text.toString();
        }
    }
}
