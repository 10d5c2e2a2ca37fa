package io.countersign.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Inputs of every kind, from few values that lie close together, so that boundaries are met often. The generator's own
 * edge cases are left out: combined they are more than all tries, and no likelier to meet a boundary.
 */
final class AnyDecision {
    private AnyDecision() {}

    static Arbitrary<DecisionInputs> inputs() {
        Arbitrary<DecisionInputs> withoutMatch = Combinators.combine(
                        amounts(2), proposals(), journals(), settings(), runs(), decimals("0", "2", 2), statistics())
                .as((amount, proposal, journal, settings, run, spend, statistics) -> new DecisionInputs(
                        transaction(amount), proposal, journal, settings, run, spend, statistics, 2, 3, null));
        return Combinators.combine(withoutMatch, matches().injectNull(0.4))
                .as(AnyDecision::withMatch)
                .withoutEdgeCases();
    }

    static Arbitrary<RuleMatch> matches() {
        return Combinators.combine(
                        accounts(), probabilities(), Arbitraries.integers().between(0, 8), Arbitraries.of(true, false))
                .as((account, confidence, evidence, contested) -> new RuleMatch(
                        new Rule(
                                "rule-1",
                                Rule.Type.VENDOR_EXACT,
                                "cafe",
                                account,
                                50,
                                confidence,
                                evidence,
                                null,
                                null,
                                null,
                                "promoted",
                                "candidate-1"),
                        TenantId.FIRM,
                        2,
                        contested))
                .withoutEdgeCases();
    }

    static Arbitrary<Settings> settings() {
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        thresholds(),
                        decimals("0", "2", 2),
                        Arbitraries.integers().between(0, 8))
                .as(Settings::new);
    }

    static Arbitrary<BigDecimal> thresholds() {
        return Arbitraries.oneOf(Arbitraries.of("0.8", "0.9", "0.98").map(BigDecimal::new), decimals("0.8", "0.98", 4));
    }

    static Arbitrary<BigDecimal> amounts(int scale) {
        return decimals("-20", "20", scale);
    }

    private static Arbitrary<BigDecimal> probabilities() {
        return Arbitraries.oneOf(
                Arbitraries.of("0", "0.8", "0.9", "0.98", "1").map(BigDecimal::new), decimals("0.8", "1", 6));
    }

    private static Arbitrary<Proposal> proposals() {
        return Combinators.combine(
                        accounts(),
                        probabilities(),
                        Arbitraries.of(Proposal.Source.class),
                        decimals("0", "1", 2).injectNull(0.2))
                .as((account, p, source, cost) -> new Proposal(account, p, source, cost, "model-1"))
                .injectNull(0.2);
    }

    private static Arbitrary<JournalTotals> journals() {
        Arbitrary<BigDecimal> off = Arbitraries.of("-0.02", "-0.01", "0", "0.0001", "0.01", "0.0101")
                .map(BigDecimal::new);
        return Combinators.combine(decimals("0", "50", 2), off)
                .as((debits, difference) -> new JournalTotals(debits, debits.add(difference), 2, "00"))
                .injectNull(0.4);
    }

    private static Arbitrary<LabelRun> runs() {
        return Combinators.combine(accounts(), Arbitraries.integers().between(1, 8))
                .as(LabelRun::new)
                .injectNull(0.2);
    }

    private static Arbitrary<AmountStatistics> statistics() {
        Arbitrary<AmountStatistics> many = Combinators.combine(
                        Arbitraries.longs().between(2, 15), amounts(2), decimals("0", "5", 2))
                .as(AmountStatistics::new);
        Arbitrary<AmountStatistics> one = amounts(2).map(mean -> new AmountStatistics(1, mean, null));
        return Arbitraries.frequencyOf(
                Tuple.of(8, many), Tuple.of(1, one), Tuple.of(1, Arbitraries.just(AmountStatistics.NONE)));
    }

    private static Arbitrary<String> accounts() {
        return Arbitraries.of("6420", "6430", "Fähre");
    }

    private static Arbitrary<BigDecimal> decimals(String from, String to, int scale) {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal(from), new BigDecimal(to))
                .ofScale(scale);
    }

    private static Transaction transaction(BigDecimal amount) {
        return new Transaction(
                new TxnId("txn-1"),
                LocalDate.of(2026, 3, 1),
                "Café",
                "cafe",
                amount,
                "EUR",
                "kitchen",
                "lunch",
                "5812");
    }

    static DecisionInputs withMatch(DecisionInputs in, RuleMatch match) {
        return new DecisionInputs(
                in.transaction(),
                in.proposal(),
                in.journal(),
                in.settings(),
                in.newestLabels(),
                in.llmSpendUsd(),
                in.amounts(),
                in.firmVersion(),
                in.tenantVersion(),
                match);
    }

    static DecisionInputs withSettings(DecisionInputs in, Settings settings) {
        return new DecisionInputs(
                in.transaction(),
                in.proposal(),
                in.journal(),
                settings,
                in.newestLabels(),
                in.llmSpendUsd(),
                in.amounts(),
                in.firmVersion(),
                in.tenantVersion(),
                in.match());
    }

    static DecisionInputs withAmount(DecisionInputs in, BigDecimal amount) {
        return withTransaction(in, transaction(amount));
    }

    static DecisionInputs withTransaction(DecisionInputs in, Transaction transaction) {
        return new DecisionInputs(
                transaction,
                in.proposal(),
                in.journal(),
                in.settings(),
                in.newestLabels(),
                in.llmSpendUsd(),
                in.amounts(),
                in.firmVersion(),
                in.tenantVersion(),
                in.match());
    }

    static DecisionInputs withSpend(DecisionInputs in, BigDecimal spend) {
        return new DecisionInputs(
                in.transaction(),
                in.proposal(),
                in.journal(),
                in.settings(),
                in.newestLabels(),
                spend,
                in.amounts(),
                in.firmVersion(),
                in.tenantVersion(),
                in.match());
    }
}
