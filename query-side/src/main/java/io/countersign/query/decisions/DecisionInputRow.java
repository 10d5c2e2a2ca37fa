package io.countersign.query.decisions;

import io.countersign.events.decision.TransactionDecided;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.JournalTotals;
import io.countersign.policy.LabelRun;
import io.countersign.policy.Outcome;
import io.countersign.policy.Proposal;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import java.time.Instant;

/** The columns of {@code decision_input} and their values for a decision. */
final class DecisionInputRow {
    static final String COLUMNS = """
            decision_input (tenant_id, position, decided_at, vendor_normalized, amount, department, memo, mcc,
                proposal_account, proposal_p, proposal_source, proposal_cost_usd, journal_difference, autopost_enabled,
                autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels, label_account, label_run, llm_spend_usd,
                amount_count, amount_mean, amount_deviation, firm_version, tenant_version, rule_of_firm, rule_confidence,
                rule_evidence_count, rule_contested, account, calibrated_p, labels, not_auto_post_reason, date,
                currency)""";

    private DecisionInputRow() {}

    static Object[] values(TransactionDecided decided, long position, Instant at) {
        DecisionInputs inputs = decided.inputs();
        Outcome outcome = decided.outcome();
        Transaction transaction = inputs.transaction();
        Proposal proposal = inputs.proposal();
        JournalTotals journal = inputs.journal();
        Settings settings = inputs.settings();
        LabelRun labels = inputs.newestLabels();
        AmountStatistics amounts = inputs.amounts();
        RuleMatch match = inputs.match();
        return new Object[] {
            decided.tenantId(),
            position,
            at,
            transaction.vendorNormalized(),
            transaction.amount(),
            transaction.department(),
            transaction.memo(),
            transaction.mcc(),
            proposal == null ? null : proposal.account(),
            proposal == null ? null : proposal.calibratedP(),
            proposal == null ? null : proposal.source().wireName(),
            proposal == null ? null : proposal.llmCostUsd(),
            journal == null ? null : journal.debits().subtract(journal.credits()),
            settings.autopostEnabled(),
            settings.autopostThreshold(),
            settings.llmTenantCapUsd(),
            settings.coldStartMinLabels(),
            labels == null ? null : labels.account(),
            labels == null ? null : labels.length(),
            inputs.llmSpendUsd(),
            amounts.count(),
            amounts.mean(),
            amounts.standardDeviation(),
            inputs.firmVersion(),
            inputs.tenantVersion(),
            match == null ? null : match.scope().equals(TenantId.FIRM),
            match == null ? null : match.rule().confidence(),
            match == null ? null : match.rule().evidenceCount(),
            match == null ? null : match.contested(),
            outcome.account(),
            outcome.calibratedP(),
            outcome.labels(),
            outcome.notAutoPostReason() == null
                    ? null
                    : outcome.notAutoPostReason().wireName(),
            transaction.date(),
            transaction.currency()
        };
    }
}
