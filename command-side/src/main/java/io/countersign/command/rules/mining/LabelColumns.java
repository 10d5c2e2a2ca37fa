package io.countersign.command.rules.mining;

import io.countersign.command.decision.memory.Label;
import java.math.BigDecimal;

/**
 * Collects labels in columns. A label takes some 30 bytes, and each text and amount is kept once, so a million labels
 * fit where a million objects would be a burden.
 */
public final class LabelColumns {
    final Dictionary<String> vendor = new Dictionary<>();
    final Dictionary<String> account = new Dictionary<>();
    final Dictionary<String> department = new Dictionary<>();
    final Dictionary<BigDecimal> amount = new Dictionary<>();
    final Dictionary<String> tenant = new Dictionary<>();
    final Dictionary<BigDecimal> calibratedP = new Dictionary<>();
    final IntColumn day = new IntColumn();

    public void add(Label label) {
        vendor.add(label.vendorNormalized());
        account.add(label.account());
        department.add(label.department());
        amount.add(label.amount());
        tenant.add(label.tenantId());
        calibratedP.add(label.calibratedP());
        day.add(Math.toIntExact(label.date().toEpochDay()));
    }

    public int size() {
        return day.size();
    }
}
