package io.countersign.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Inputs of a decision that says only what differs from one that is posted by itself, with nothing to spare. */
final class Situation {
    static final String ACCOUNT = "6420 Meals";
    static final String OTHER_ACCOUNT = "6430 Travel";

    private BigDecimal amount = number("12.5");
    private Proposal proposal = new Proposal(ACCOUNT, number("0.92"), Proposal.Source.ML, null, null);
    private JournalTotals journal;
    private Settings settings = new Settings(true, number("0.92"), number("100"), 5);
    private LabelRun labels = new LabelRun(ACCOUNT, 5);
    private BigDecimal spend = BigDecimal.ZERO;
    private AmountStatistics amounts = AmountStatistics.NONE;
    private RuleMatch match;

    Situation amount(String amount) {
        this.amount = number(amount);
        return this;
    }

    Situation proposal(String account, String p) {
        return proposal(account, p, Proposal.Source.ML, null);
    }

    Situation proposal(String account, String p, Proposal.Source source, String cost) {
        proposal = new Proposal(account, number(p), source, number(cost), null);
        return this;
    }

    Situation withoutProposal() {
        proposal = null;
        return this;
    }

    Situation journal(String debits, String credits) {
        journal = new JournalTotals(number(debits), number(credits), 2, "00");
        return this;
    }

    Situation settings(boolean autopost, String threshold, String cap, int coldStartMinLabels) {
        settings = new Settings(autopost, number(threshold), number(cap), coldStartMinLabels);
        return this;
    }

    Situation autopostDisabled() {
        settings = new Settings(
                false, settings.autopostThreshold(), settings.llmTenantCapUsd(), settings.coldStartMinLabels());
        return this;
    }

    Situation labels(String account, int run) {
        labels = new LabelRun(account, run);
        return this;
    }

    Situation withoutLabels() {
        labels = null;
        return this;
    }

    Situation spend(String usd) {
        spend = number(usd);
        return this;
    }

    Situation amounts(long count, String mean, String standardDeviation) {
        amounts = new AmountStatistics(count, number(mean), number(standardDeviation));
        return this;
    }

    Situation rule(String account, String confidence, int evidence) {
        return match(account, confidence, evidence, false);
    }

    Situation contestedRule(String account, String confidence, int evidence) {
        return match(account, confidence, evidence, true);
    }

    private Situation match(String account, String confidence, int evidence, boolean contested) {
        Rule rule = new Rule(
                "rule-1",
                Rule.Type.VENDOR_EXACT,
                "cafe",
                account,
                50,
                number(confidence),
                evidence,
                null,
                null,
                null,
                "promoted",
                "candidate-1");
        match = new RuleMatch(rule, TenantId.FIRM, 1, contested);
        return this;
    }

    DecisionInputs inputs() {
        Transaction transaction = new Transaction(
                new TxnId("txn-1"), LocalDate.of(2026, 3, 1), "Café", "cafe", amount, "EUR", null, null, null);
        return new DecisionInputs(transaction, proposal, journal, settings, labels, spend, amounts, 1, 0, match);
    }

    Outcome decide() {
        return DecisionPolicy.decide(inputs());
    }

    List<Reason> reasons() {
        return decide().reasons();
    }

    private static BigDecimal number(String number) {
        return number == null ? null : new BigDecimal(number);
    }
}
