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

/** Explains the reasons for review of one decision in sentences with its numbers. */
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
                outcome.account() == null
                        ? "No account was found, so no earlier bookings support it; %s are needed."
                                .formatted(settings.coldStartMinLabels())
                        : "%s earlier bookings support %s; %s are needed."
                                .formatted(outcome.labels(), outcome.account(), settings.coldStartMinLabels());
            case BELOW_THRESHOLD ->
                "The confidence of %s is below the minimum of %s."
                        .formatted(plain(outcome.calibratedP()), plain(settings.autopostThreshold()));
            case IMBALANCE -> imbalance(inputs.journal());
            case BUDGET_FALLBACK ->
                "This month's AI spend of %s USD plus %s USD for this suggestion exceeds the budget of %s USD."
                        .formatted(
                                plain(inputs.llmSpendUsd()),
                                plain(inputs.proposal().cost()),
                                plain(settings.llmTenantCapUsd()));
            case ANOMALY -> anomaly(inputs.transaction().amount(), inputs.amounts());
            case RULE_CONFLICT -> conflict(inputs, outcome);
            case AUTOPOST_DISABLED -> "Automatic posting is off for this tenant.";
        };
    }

    private static String imbalance(JournalTotals journal) {
        return "Debits of %s and credits of %s differ by %s; at most %s is allowed."
                .formatted(
                        plain(journal.debits()),
                        plain(journal.credits()),
                        plain(journal.debits().subtract(journal.credits()).abs()),
                        plain(DecisionPolicy.JOURNAL_TOLERANCE));
    }

    private static String anomaly(BigDecimal amount, AmountStatistics amounts) {
        return "The amount %s is %s away from %s, the average of %s earlier payments: more than %s standard deviations of %s."
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
            return "Rules of equal rank with %s name other accounts than %s."
                    .formatted(inputs.match().rule().ruleId(), outcome.account());
        }
        return "Rule %s names %s, but the suggestion names %s with a confidence of %s."
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
