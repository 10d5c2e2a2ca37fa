package io.countersign.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision function. Pure: equal inputs give equal outcomes, here, in a dry-run and years later. The command side
 * decides with it, the query side dry-runs with it.
 */
public final class DecisionPolicy {
    /**
     * The number of this function, recorded with every decision. Raise it whenever equal transactions, rules, settings and
     * memory could come out differently, so also with changes of what the inputs are made by, such as
     * {@link VendorNormalizer}.
     */
    public static final int FUNCTION = 1;
    /** Debits and credits may differ by this much, in currency units. */
    public static final BigDecimal JOURNAL_TOLERANCE = new BigDecimal("0.01");
    /** An amount is judged only beside this many earlier ones. */
    public static final int ANOMALY_MIN_COUNT = 10;
    /** An amount further from the mean than this many standard deviations is an anomaly. */
    public static final BigDecimal ANOMALY_DEVIATIONS = BigDecimal.valueOf(3);

    private DecisionPolicy() {}

    public static Outcome decide(DecisionInputs inputs) {
        String account = account(inputs);
        BigDecimal p = probability(inputs);
        int labels = labels(inputs, account);
        Settings settings = inputs.settings();

        List<Reason> reasons = new ArrayList<>(2);
        addIf(labels < settings.coldStartMinLabels(), Reason.COLD_START, reasons);
        addIf(p.compareTo(settings.autopostThreshold()) < 0, Reason.BELOW_THRESHOLD, reasons);
        addIf(isImbalanced(inputs.journal()), Reason.IMBALANCE, reasons);
        addIf(isOverBudget(inputs), Reason.BUDGET_FALLBACK, reasons);
        addIf(isAnomalous(inputs.transaction().amount(), inputs.amounts()), Reason.ANOMALY, reasons);
        addIf(isContested(inputs), Reason.RULE_CONFLICT, reasons);
        addIf(!settings.autopostEnabled(), Reason.AUTOPOST_DISABLED, reasons);

        Action action = reasons.isEmpty() ? Action.AUTO_POSTED : Action.REVIEWED;
        return new Outcome(action, reasons, account, p, settings.autopostThreshold(), labels);
    }

    private static void addIf(boolean holds, Reason reason, List<Reason> reasons) {
        if (holds) {
            reasons.add(reason);
        }
    }

    private static @Nullable String account(DecisionInputs inputs) {
        if (inputs.match() != null) {
            return NameForm.normalized(inputs.match().rule().account());
        }
        return inputs.proposal() == null
                ? null
                : NameForm.normalized(inputs.proposal().account());
    }

    private static BigDecimal probability(DecisionInputs inputs) {
        Proposal proposal = inputs.proposal();
        if (inputs.match() == null) {
            return proposal == null ? BigDecimal.ZERO : proposal.calibratedP();
        }
        Rule rule = inputs.match().rule();
        return proposal != null && NameForm.same(proposal.account(), rule.account())
                ? rule.confidence().max(proposal.calibratedP())
                : rule.confidence();
    }

    private static int labels(DecisionInputs inputs, @Nullable String account) {
        LabelRun newest = inputs.newestLabels();
        int run = newest != null && NameForm.same(newest.account(), account) ? newest.length() : 0;
        return inputs.match() == null
                ? run
                : Math.max(run, inputs.match().rule().evidenceCount());
    }

    private static boolean isImbalanced(@Nullable JournalTotals journal) {
        return journal != null
                && journal.debits().subtract(journal.credits()).abs().compareTo(JOURNAL_TOLERANCE) > 0;
    }

    private static boolean isOverBudget(DecisionInputs inputs) {
        Proposal proposal = inputs.proposal();
        return inputs.match() == null
                && proposal != null
                && proposal.source() == Proposal.Source.LLM
                && inputs.llmSpendUsd()
                                .add(proposal.cost())
                                .compareTo(inputs.settings().llmTenantCapUsd())
                        > 0;
    }

    private static boolean isAnomalous(BigDecimal amount, AmountStatistics amounts) {
        return amounts.count() >= ANOMALY_MIN_COUNT
                && amounts.mean() != null
                && amounts.standardDeviation() != null
                && amount.subtract(amounts.mean())
                                .abs()
                                .compareTo(amounts.standardDeviation().multiply(ANOMALY_DEVIATIONS))
                        > 0;
    }

    private static boolean isContested(DecisionInputs inputs) {
        if (inputs.match() == null) {
            return false;
        }
        Proposal proposal = inputs.proposal();
        boolean proposalObjects = proposal != null
                && !NameForm.same(proposal.account(), inputs.match().rule().account())
                && proposal.calibratedP().compareTo(inputs.settings().autopostThreshold()) >= 0;
        return inputs.match().contested() || proposalObjects;
    }
}
