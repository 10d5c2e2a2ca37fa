package io.countersign.command.decision.memory;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.policy.Proposal;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;

/** What a run of events adds to decision memory, each row once. */
final class MemoryChanges {
    final Map<TenantId, Settings> settings = new LinkedHashMap<>();
    final Map<VendorKey, LabelChange> labels = new LinkedHashMap<>();
    final Map<AmountKey, AmountSums> amounts = new LinkedHashMap<>();
    final Map<SpendKey, BigDecimal> spend = new LinkedHashMap<>();

    void add(EventMessage<?> message) {
        Object event = message.getPayload();
        if (event instanceof TenantCreated created) {
            settings.put(created.tenantId(), created.settings());
        } else if (event instanceof TenantSettingsChanged changed) {
            settings.put(changed.tenantId(), changed.after());
        } else if (event instanceof TransactionImported imported) {
            amount(imported.tenantId(), imported.transaction());
            label(VendorKey.of(imported.tenantId(), imported.transaction()), imported.account());
        } else if (event instanceof TransactionDecided decided) {
            amount(decided.tenantId(), decided.inputs().transaction());
            spend(decided.tenantId(), decided.inputs().proposal(), message.getTimestamp());
        } else if (event instanceof DecisionApproved approved) {
            label(new VendorKey(approved.tenantId(), approved.vendorNormalized()), approved.account());
        } else if (event instanceof DecisionCorrected corrected) {
            label(new VendorKey(corrected.tenantId(), corrected.vendorNormalized()), corrected.account());
        }
    }

    private void label(VendorKey vendor, String account) {
        labels.compute(vendor, (key, change) -> LabelChange.after(change, account));
    }

    private void amount(TenantId tenant, Transaction transaction) {
        amounts.merge(
                AmountKey.of(tenant, transaction),
                AmountSums.NONE.plus(transaction.amount()),
                (sums, first) -> sums.plus(transaction.amount()));
    }

    private void spend(TenantId tenant, Proposal proposal, Instant at) {
        if (proposal != null && proposal.cost().signum() != 0) {
            spend.merge(SpendKey.of(tenant, at), proposal.cost(), BigDecimal::add);
        }
    }
}
