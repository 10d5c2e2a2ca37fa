package io.countersign.command.rules.mining;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.memory.Label;
import io.countersign.events.rules.Candidate;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.SamePattern;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the labels, a candidate's evidence is what trying its rule on each of them gives. */
class EvidenceProperties {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 40;
    private static final List<String> ACCOUNTS = List.of("6100", "6750", "6900");
    private static final AtomicInteger PLAIN = new AtomicInteger();
    private static final AtomicInteger BY_DEPARTMENT = new AtomicInteger();
    private static final AtomicInteger BY_AMOUNT = new AtomicInteger();
    private static final AtomicInteger GLOBS = new AtomicInteger();
    private static final List<AtomicInteger> SEEN = List.of(PLAIN, BY_DEPARTMENT, BY_AMOUNT, GLOBS);

    @BeforeContainer
    static void begin() {
        SEEN.forEach(counter -> counter.set(0));
    }

    @AfterContainer
    static void rules_of_every_kind_were_seen() {
        assertThat(SEEN).allSatisfy(counter -> assertThat(counter.get()).isGreaterThan(5));
    }

    @Provide
    Arbitrary<List<Label>> labels() {
        return Arbitraries.integers()
                .between(0, 2)
                .flatMap(ruledBy -> label(ruledBy).list().ofMinSize(1).ofMaxSize(250));
    }

    /** @param ruledBy what mostly decides the account: the vendor, the department or the amount */
    private static Arbitrary<Label> label(int ruledBy) {
        Arbitrary<String> vendors = Arbitraries.of(
                        "Office Depot #12",
                        "Office Depot Online",
                        "Office",
                        "Officer's Mess",
                        "Northern Rail",
                        "Rail Café",
                        "RAILWAY ARMS",
                        "***",
                        "\ud83d\ude00\ud83d\ude00",
                        "Stagecoach Bus",
                        "stagecoach",
                        "Abc *rail* 7")
                .map(VendorNormalizer::normalize);
        return Combinators.combine(
                        Arbitraries.of("acme", "beta"),
                        vendors,
                        Arbitraries.integers().between(0, DAYS),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of("-7", "1", "5", "9", "10", "25", "100.0001"),
                        Arbitraries.of("Sales", " Sales ", "IT", "").injectNull(0.2),
                        Arbitraries.of("0.5", "0.91", "0.910001", "1").injectNull(0.5))
                .as((tenant, vendor, day, chance, amount, department, p) -> new Label(
                        tenant,
                        vendor,
                        FIRST.plusDays(day),
                        account(chance < ACCOUNTS.size() ? chance : ruling(ruledBy, vendor, "" + department, amount)),
                        new BigDecimal(amount),
                        department,
                        p == null ? null : new BigDecimal(p)));
    }

    private static int ruling(int ruledBy, String... values) {
        return values[ruledBy].strip().length();
    }

    private static String account(int number) {
        return ACCOUNTS.get(number % ACCOUNTS.size());
    }

    @Provide
    Arbitrary<MiningOptions> options() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, DAYS).injectNull(0.4),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.of("0", "0.2", "0.4", "0.7", "0.95").map(BigDecimal::new))
                .as(MiningOptions::new);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void evidence_is_what_trying_each_label_gives(
            @ForAll("labels") List<Label> labels, @ForAll("options") MiningOptions options) {
        LocalDate newest =
                labels.stream().map(Label::date).max(LocalDate::compareTo).orElseThrow();
        List<Label> within = labels.stream()
                .filter(label ->
                        options.windowDays() == null || !label.date().isBefore(newest.minusDays(options.windowDays())))
                .toList();

        MiningResult mined = mine(labels, new KnownPatterns(), options);

        assertThat(mined.consideredLabels()).isEqualTo(within.size());
        assertThat(mined.proposed().stream().map(candidate -> SamePattern.of(candidate.rule())))
                .doesNotHaveDuplicates();
        mined.proposed().forEach(candidate -> {
            see(candidate);
            List<Label> matching = within.stream()
                    .filter(label -> matches(candidate.rule(), label))
                    .toList();
            assertThat(candidate.evidence()).as(candidate.toString()).isEqualTo(evidence(candidate, matching));
            assertThat(candidate.evidence().count()).isGreaterThanOrEqualTo(options.minSupport());
            assertThat(share(candidate.account(), matching)).isGreaterThanOrEqualTo(options.minPrecision());
            assertThat(candidate.explanation()).contains(candidate.account());
        });
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void mining_twice_proposes_nothing_twice(
            @ForAll("labels") List<Label> labels, @ForAll("options") MiningOptions options) {
        KnownPatterns known = new KnownPatterns();
        mine(labels, known, options).proposed().forEach(candidate -> known.stands(candidate.rule()));

        assertThat(mine(labels, known, options).proposed()).isEmpty();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void what_was_turned_down_is_not_proposed_on_the_same_labels(
            @ForAll("labels") List<Label> labels, @ForAll("options") MiningOptions options) {
        KnownPatterns known = new KnownPatterns();
        List<Candidate> first = mine(labels, known, options).proposed();
        first.forEach(known::isTurnedDown);

        assertThat(mine(labels, known, options).proposed())
                .allSatisfy(candidate -> assertThat(known.welcome(candidate)).isTrue());
    }

    private static MiningResult mine(List<Label> labels, KnownPatterns known, MiningOptions options) {
        LabelColumns columns = new LabelColumns();
        labels.forEach(columns::add);
        AtomicInteger number = new AtomicInteger();
        return new RuleMining(() -> "cand-" + number.incrementAndGet()).mine(columns, known, options);
    }

    private static boolean matches(Rule rule, Label label) {
        return RuleMatcher.compile("firm", 1, List.of(rule))
                .match(new Transaction(
                        new TxnId("t"),
                        label.date(),
                        label.vendorNormalized(),
                        label.vendorNormalized(),
                        label.amount(),
                        "EUR",
                        label.department(),
                        null,
                        null))
                .isPresent();
    }

    private static Candidate.Evidence evidence(Candidate candidate, List<Label> matching) {
        Map<String, Long> accounts =
                matching.stream().collect(Collectors.groupingBy(Label::account, Collectors.counting()));
        long commonest =
                accounts.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(accounts.get(candidate.account())).isEqualTo(commonest);
        return new Candidate.Evidence(
                matching.size(),
                BigDecimal.valueOf(commonest).divide(BigDecimal.valueOf(matching.size()), 6, RoundingMode.HALF_UP),
                deviation(matching.stream()
                        .map(Label::calibratedP)
                        .filter(Objects::nonNull)
                        .toList()));
    }

    private static BigDecimal share(String account, List<Label> matching) {
        long right = matching.stream()
                .filter(label -> label.account().equals(account))
                .count();
        return BigDecimal.valueOf(right).divide(BigDecimal.valueOf(matching.size()), MathContext.DECIMAL128);
    }

    /** Of the sample, from the deviations one by one. */
    private static BigDecimal deviation(List<BigDecimal> values) {
        if (values.size() < 2) {
            return null;
        }
        MathContext context = new MathContext(60);
        BigDecimal n = BigDecimal.valueOf(values.size());
        BigDecimal mean =
                values.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, context);
        return values.stream()
                .map(value -> value.subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(n.subtract(BigDecimal.ONE), context)
                .sqrt(context)
                .setScale(6, RoundingMode.HALF_UP);
    }

    private static void see(Candidate candidate) {
        boolean byAmount = candidate.amountMin() != null || candidate.amountMax() != null;
        (byAmount ? BY_AMOUNT : candidate.department() != null ? BY_DEPARTMENT : PLAIN).incrementAndGet();
        if (candidate.type() == Rule.Type.VENDOR_GLOB) {
            GLOBS.incrementAndGet();
        }
    }
}
