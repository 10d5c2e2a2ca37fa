package io.countersign.query.audit;

import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.policy.Action;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Outcome;
import io.countersign.policy.Reason;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Events for tests of the audit log. */
final class TestEvents {
    static final TenantId TENANT = new TenantId("pilot-acme");
    static final TxnId TXN = new TxnId("txn-1");
    static final BigDecimal P = new BigDecimal("0.8125");
    static final BigDecimal AMOUNT = new BigDecimal("-12.5");
    static final Settings SETTINGS = Tier.STARTER.defaults();

    private TestEvents() {}

    static Transaction transaction(String vendor) {
        return new Transaction(TXN, LocalDate.of(2026, 2, 28), vendor, vendor, AMOUNT, "USD", null, null, null);
    }

    static TransactionDecided decided(Action action, List<Reason> reasons) {
        return decided(TENANT, "office depot", action, reasons);
    }

    static TransactionDecided decided(TenantId tenant, String vendor, Action action, List<Reason> reasons) {
        Rule rule = new Rule(
                "rule-1",
                Rule.Type.VENDOR_GLOB,
                vendor,
                "6000",
                50,
                P,
                24,
                null,
                null,
                null,
                "promoted",
                "candidate-1");
        DecisionInputs inputs = new DecisionInputs(
                transaction(vendor),
                null,
                null,
                SETTINGS,
                null,
                BigDecimal.ZERO,
                AmountStatistics.NONE,
                0,
                4,
                new RuleMatch(rule, tenant.value(), 4, false));
        return new TransactionDecided(
                tenant, inputs, new Outcome(action, reasons, "6000", P, SETTINGS.autopostThreshold(), 24));
    }

    /** An event most of whose texts are the sender's own. */
    static DecisionRejected rejected(String vendor, String account, String reason) {
        return new DecisionRejected(TENANT, TXN, vendor, AMOUNT, "USD", account, P, reason);
    }
}
