package io.countersign.query.decisions;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionEvent;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.policy.Action;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Outcome;
import io.countersign.policy.Proposal;
import io.countersign.policy.Reason;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.Transaction;
import io.countersign.query.projection.Projection;
import io.countersign.query.projection.SumTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/** Decisions with their inputs and review results, and sums by day. */
@Component
@ProcessingGroup("decisions")
class DecisionProjection extends Projection {
    private static final String COLUMNS = """
            decision (tenant_id, txn_id, position, decided_at, date, vendor, vendor_normalized, amount, currency,
                department, action, not_auto_post_reason, reasons, account, calibrated_p, threshold_used, labels,
                rule_id, rule_scope, rule_version, outcome, settled_account)""";
    private static final SumTable DAY = new SumTable("""
            insert into decision_day (tenant_id, day, auto_posted, reviewed, open, llm_usd)
            values (?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, day) do update
                set auto_posted = decision_day.auto_posted + excluded.auto_posted,
                    reviewed = decision_day.reviewed + excluded.reviewed,
                    open = decision_day.open + excluded.open,
                    llm_usd = decision_day.llm_usd + excluded.llm_usd
            """);
    private static final SumTable REASON_DAY = new SumTable("""
            insert into decision_reason_day (tenant_id, day, reason, count)
            values (?, ?, ?, ?)
            on conflict (tenant_id, day, reason) do update set count = decision_reason_day.count + excluded.count
            """);
    private static final SumTable REASON_DATE = new SumTable("""
            insert into decision_reason_date (tenant_id, date, reason, count)
            values (?, ?, ?, ?)
            on conflict (tenant_id, date, reason) do update set count = decision_reason_date.count + excluded.count
            """);

    DecisionProjection() {
        super(
                "decisions",
                List.of(
                        "decision",
                        "decision_input",
                        "decision_day",
                        "decision_reason_day",
                        "decision_reason_date",
                        "decision_verdict_day"));
    }

    @EventHandler
    void on(TransactionDecided decided, @Timestamp Instant at, TrackingToken token) {
        DecisionInputs inputs = decided.inputs();
        Transaction transaction = inputs.transaction();
        Outcome outcome = decided.outcome();
        Reason first = outcome.notAutoPostReason();
        RuleMatch match = inputs.match();
        batch().insert(
                        COLUMNS,
                        decided.tenantId(),
                        transaction.txnId(),
                        position(token),
                        at,
                        transaction.date(),
                        transaction.vendor(),
                        transaction.vendorNormalized(),
                        transaction.amount(),
                        transaction.currency(),
                        transaction.department(),
                        outcome.action().wireName(),
                        first == null ? null : first.wireName(),
                        outcome.reasons().stream().map(Reason::wireName).toList(),
                        outcome.account(),
                        outcome.calibratedP(),
                        outcome.thresholdUsed(),
                        outcome.labels(),
                        match == null ? null : match.rule().ruleId(),
                        match == null ? null : match.scope(),
                        match == null ? null : match.version(),
                        "open",
                        null);
        batch().insert(DecisionInputRow.COLUMNS, DecisionInputRow.values(decided, position(token), at));
        count(decided, outcome.action(), inputs.proposal(), at);
        String reason = first == null ? "" : first.wireName();
        batch().add(REASON_DAY, List.of(decided.tenantId().value(), day(at), reason), 1);
        batch().add(REASON_DATE, List.of(decided.tenantId().value(), transaction.date(), reason), 1);
    }

    private void count(TransactionDecided decided, Action action, Proposal proposal, Instant at) {
        int reviewed = action == Action.REVIEWED ? 1 : 0;
        batch().add(
                        DAY,
                        List.of(decided.tenantId().value(), day(at)),
                        1 - reviewed,
                        reviewed,
                        reviewed,
                        proposal == null ? BigDecimal.ZERO : proposal.cost());
    }

    @EventHandler
    void on(TransactionImported imported, @Timestamp Instant at, TrackingToken token) {
        Transaction transaction = imported.transaction();
        batch().insert(
                        COLUMNS,
                        imported.tenantId(),
                        transaction.txnId(),
                        position(token),
                        at,
                        transaction.date(),
                        transaction.vendor(),
                        transaction.vendorNormalized(),
                        transaction.amount(),
                        transaction.currency(),
                        transaction.department(),
                        "imported",
                        null,
                        List.of(),
                        imported.account(),
                        imported.calibratedP(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        "imported",
                        imported.account());
    }

    @EventHandler
    void on(DecisionApproved approved, @Timestamp Instant at) {
        settle(approved, "approved", approved.account(), at);
    }

    @EventHandler
    void on(DecisionCorrected corrected, @Timestamp Instant at) {
        settle(corrected, "corrected", corrected.account(), at);
    }

    @EventHandler
    void on(DecisionRejected rejected, @Timestamp Instant at) {
        settle(rejected, "rejected", null, at);
    }

    private void settle(DecisionEvent event, String outcome, String account, Instant at) {
        batch().update(
                        """
                        with settled as (
                            update decision
                            set outcome = ?, settled_account = ?, settled_at = ?
                            where tenant_id = ? and txn_id = ? and outcome = 'open'
                            returning tenant_id, (decided_at at time zone 'UTC')::date as day, date, action, account,
                                      calibrated_p, (outcome = 'approved')::int as approved
                        ), closed as (
                            update decision_day
                            set open = decision_day.open - 1
                            from settled
                            where decision_day.tenant_id = settled.tenant_id
                              and decision_day.day = settled.day
                              and settled.action = 'reviewed'
                        )
                        insert into decision_verdict_day
                            (tenant_id, day, date, action, bin, verdicts, approved, predicted, squared_error)
                        select tenant_id, day, date, action,
                               case when account is null then -1 else least(floor(calibrated_p * 10), 9) end,
                               1, approved, calibrated_p, (calibrated_p - approved) * (calibrated_p - approved)
                        from settled
                        on conflict (tenant_id, day, date, action, bin) do update
                            set verdicts = decision_verdict_day.verdicts + excluded.verdicts,
                                approved = decision_verdict_day.approved + excluded.approved,
                                predicted = decision_verdict_day.predicted + excluded.predicted,
                                squared_error = decision_verdict_day.squared_error + excluded.squared_error
                        """,
                        outcome,
                        account,
                        time(at),
                        event.tenantId().value(),
                        event.txnId().value());
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
