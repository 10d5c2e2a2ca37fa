package io.countersign.query.decisions;

import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.JournalTotals;
import io.countersign.policy.Outcome;
import io.countersign.policy.Reason;
import io.countersign.policy.Settings;
import java.math.BigDecimal;
import java.util.List;

/** Says why, in sentences with the numbers. */
final class Explanation {
    private Explanation() {}

    static List<ReasonText> of(DecisionInputs inputs) {
        Outcome outcome = DecisionPolicy.decide(inputs);
        return outcome.reasons().stream()
                .map(reason -> new ReasonText(reason.wireName(), text(reason, inputs, outcome)))
                .toList();
    }

    private static String text(Reason reason, DecisionInputs inputs, Outcome outcome) {
        Settings settings = inputs.settings();
        return switch (reason) {
            case COLD_START ->
                "%s of the vendor's latest labels name %s; %s are needed."
                        .formatted(outcome.labels(), named(outcome.account()), settings.coldStartMinLabels());
            case BELOW_THRESHOLD ->
                "The probability %s is below the threshold %s."
                        .formatted(plain(outcome.calibratedP()), plain(settings.autopostThreshold()));
            case IMBALANCE -> imbalance(inputs.journal());
            case BUDGET_FALLBACK ->
                "This month's LLM spend of %s USD and this proposal's %s USD are over the cap of %s USD."
                        .formatted(
                                plain(inputs.llmSpendUsd()),
                                plain(inputs.proposal().cost()),
                                plain(settings.llmTenantCapUsd()));
            case ANOMALY -> anomaly(inputs.transaction().amount(), inputs.amounts());
            case RULE_CONFLICT -> conflict(inputs, outcome);
            case AUTOPOST_DISABLED -> "Auto-posting is switched off for this tenant.";
        };
    }

    private static String named(String account) {
        return account == null ? "an account (none was decided)" : account;
    }

    private static String imbalance(JournalTotals journal) {
        return "Debits of %s and credits of %s differ by %s, more than %s."
                .formatted(
                        plain(journal.debits()),
                        plain(journal.credits()),
                        plain(journal.debits().subtract(journal.credits()).abs()),
                        plain(DecisionPolicy.JOURNAL_TOLERANCE));
    }

    private static String anomaly(BigDecimal amount, AmountStatistics amounts) {
        return "The amount %s is %s from the mean %s of %s earlier ones, more than %s standard deviations of %s."
                .formatted(
                        plain(amount),
                        plain(amount.subtract(amounts.mean()).abs()),
                        plain(amounts.mean()),
                        amounts.count(),
                        plain(DecisionPolicy.ANOMALY_DEVIATIONS),
                        plain(amounts.standardDeviation()));
    }

    private static String conflict(DecisionInputs inputs, Outcome outcome) {
        if (inputs.match().contested()) {
            return "Rules of the same rank as %s name other accounts than %s."
                    .formatted(inputs.match().rule().ruleId(), outcome.account());
        }
        return "The rule %s names %s, but the proposal names %s with a probability of %s."
                .formatted(
                        inputs.match().rule().ruleId(),
                        outcome.account(),
                        inputs.proposal().account(),
                        plain(inputs.proposal().calibratedP()));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** A reason and its sentence. */
    record ReasonText(String reason, String text) {}
}
