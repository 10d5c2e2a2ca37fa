package io.countersign.bench.micro;

import io.countersign.bench.data.RuleGenerator;
import io.countersign.bench.data.TransactionGenerator;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Matches one transaction after another. All vendors are equally likely; half of them are matched by a rule. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RuleMatching {
    private static final int TRANSACTIONS = 1 << 14;

    @Param({"100", "5000"})
    int rules;

    private RuleMatcher matcher;
    private Transaction[] transactions;
    private int next;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(42);
        matcher = RuleMatcher.compile("firm", 1, RuleGenerator.of(rules));
        transactions =
                Stream.generate(() -> transaction(random)).limit(TRANSACTIONS).toArray(Transaction[]::new);
    }

    private static Transaction transaction(SplittableRandom random) {
        String vendor = TransactionGenerator.vendor(random.nextInt(TransactionGenerator.VENDORS))
                + (random.nextBoolean() ? "" : " Extra");
        return new Transaction(
                new TxnId("t-1"),
                LocalDate.of(2026, 1, 31),
                vendor,
                VendorNormalizer.normalize(vendor),
                BigDecimal.valueOf(random.nextInt(100)),
                "GBP",
                random.nextBoolean() ? "Sales" : "IT",
                "Invoice %s for January, paid by card %04d".formatted(random.nextInt(10_000), random.nextInt(10_000)),
                "%04d".formatted(random.nextInt(10_000)));
    }

    @Benchmark
    public Optional<RuleMatch> match() {
        next = (next + 1) % TRANSACTIONS;
        return matcher.match(transactions[next]);
    }
}
