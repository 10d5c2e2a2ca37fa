package io.countersign.command.decision.memory;

import io.countersign.command.decision.memory.MemoryChanges.AmountKey;
import io.countersign.command.decision.memory.MemoryChanges.AmountSums;
import io.countersign.command.decision.memory.MemoryChanges.SpendKey;
import io.countersign.command.decision.memory.MemoryChanges.VendorKey;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.LabelRun;
import io.countersign.policy.Proposal;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** What is remembered for a run of transactions, carried forward from one to the next. Used by one thread. */
public final class BatchMemory {
    private final Map<VendorKey, LabelRun> labels;
    private final Map<AmountKey, AmountSums> amounts;
    private final Map<SpendKey, BigDecimal> spend;

    BatchMemory(Map<VendorKey, LabelRun> labels, Map<AmountKey, AmountSums> amounts, Map<SpendKey, BigDecimal> spend) {
        this.labels = labels;
        this.amounts = amounts;
        this.spend = spend;
    }

    /** The vendor's newest labels; null if there are none. */
    public LabelRun newestLabels(TenantId tenant, Transaction transaction) {
        return labels.get(VendorKey.of(tenant, transaction));
    }

    public AmountStatistics amounts(TenantId tenant, Transaction transaction) {
        return amounts.getOrDefault(AmountKey.of(tenant, transaction), AmountSums.NONE)
                .statistics();
    }

    /** US dollars spent in the calendar month (UTC) of a time. */
    public BigDecimal spend(TenantId tenant, Instant time) {
        return spend.getOrDefault(SpendKey.of(tenant, time), BigDecimal.ZERO);
    }

    /** Lets the next transactions see this one. */
    public void decided(TenantId tenant, Transaction transaction, Proposal proposal, Instant time) {
        amounts.merge(
                AmountKey.of(tenant, transaction),
                AmountSums.NONE.plus(transaction.amount()),
                (sums, first) -> sums.plus(transaction.amount()));
        if (proposal != null) {
            spend.merge(SpendKey.of(tenant, time), proposal.cost(), BigDecimal::add);
        }
    }
}
