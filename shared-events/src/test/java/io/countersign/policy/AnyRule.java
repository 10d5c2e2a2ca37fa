package io.countersign.policy;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Rules and transactions of which a test names only what it is about. */
final class AnyRule {
    private AnyRule() {}

    static Rule rule(String id, Rule.Type type, String pattern) {
        return new Rule(id, type, pattern, "6000", 50, new BigDecimal("0.97"), 24, null, null, null, "mined", null);
    }

    static Rule withAccount(String account, Rule rule) {
        return copy(rule, account, rule.priority(), rule.amountMin(), rule.amountMax(), rule.department());
    }

    static Rule withPriority(int priority, Rule rule) {
        return copy(rule, rule.account(), priority, rule.amountMin(), rule.amountMax(), rule.department());
    }

    /** Bounds in plain decimals; null for none. */
    static Rule withAmounts(String min, String max, Rule rule) {
        return copy(rule, rule.account(), rule.priority(), decimal(min), decimal(max), rule.department());
    }

    static Rule withDepartment(String department, Rule rule) {
        return copy(rule, rule.account(), rule.priority(), rule.amountMin(), rule.amountMax(), department);
    }

    static Transaction transaction(String vendor) {
        return transaction(vendor, "10", null, null, null);
    }

    static Transaction transaction(String vendor, String amount, String department, String memo, String mcc) {
        return new Transaction(
                new TxnId("t-1"),
                LocalDate.of(2026, 1, 31),
                vendor,
                VendorNormalizer.normalize(vendor),
                new BigDecimal(amount),
                "GBP",
                department,
                memo,
                mcc);
    }

    private static Rule copy(
            Rule rule, String account, int priority, BigDecimal min, BigDecimal max, String department) {
        return new Rule(
                rule.ruleId(),
                rule.type(),
                rule.pattern(),
                account,
                priority,
                rule.confidence(),
                rule.evidenceCount(),
                min,
                max,
                department,
                rule.source(),
                rule.candidateId());
    }

    private static BigDecimal decimal(String number) {
        return number == null ? null : new BigDecimal(number);
    }
}
