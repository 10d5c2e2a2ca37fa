package io.countersign.command.decision.memory;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionEvent;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.policy.NameForm;
import io.countersign.policy.Proposal;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

/** What a run of events adds to decision memory, each row once. */
final class MemoryChanges {
    final Map<TenantId, Settings> settings = new LinkedHashMap<>();
    final Map<VendorKey, LabelChange> labels = new LinkedHashMap<>();
    final Map<AmountKey, AmountSums> amounts = new LinkedHashMap<>();
    final Map<SpendKey, BigDecimal> spend = new LinkedHashMap<>();
    final Map<LabelKey, Label> imported = new LinkedHashMap<>();
    final Map<LabelKey, Settlement> settled = new LinkedHashMap<>();

    void add(EventMessage<?> message) {
        Object event = message.getPayload();
        if (event instanceof TenantCreated created) {
            settings.put(created.tenantId(), created.settings());
        } else if (event instanceof TenantSettingsChanged changed) {
            settings.put(changed.tenantId(), changed.after());
        } else if (event instanceof TransactionImported booked) {
            imported(booked);
        } else if (event instanceof TransactionDecided decided) {
            amount(decided.tenantId(), decided.inputs().transaction());
            spend(decided.tenantId(), decided.inputs().proposal(), message.getTimestamp());
        } else if (event instanceof DecisionApproved approved) {
            settled(
                    approved,
                    approved.vendorNormalized(),
                    settlement(message, approved.account(), approved.calibratedP()));
        } else if (event instanceof DecisionCorrected corrected) {
            settled(
                    corrected,
                    corrected.vendorNormalized(),
                    settlement(message, corrected.account(), corrected.calibratedP()));
        }
    }

    private void imported(TransactionImported booked) {
        TenantId tenant = booked.tenantId();
        Transaction transaction = booked.transaction();
        amount(tenant, transaction);
        label(VendorKey.of(tenant, transaction), booked.account());
        imported.put(
                new LabelKey(tenant, transaction.txnId()),
                Label.of(tenant.value(), transaction, booked.account(), booked.calibratedP()));
    }

    private void settled(DecisionEvent event, String vendor, Settlement settlement) {
        label(new VendorKey(event.tenantId(), vendor), settlement.account());
        settled.put(new LabelKey(event.tenantId(), event.txnId()), settlement);
    }

    private static Settlement settlement(EventMessage<?> message, String account, BigDecimal calibratedP) {
        return new Settlement(((DomainEventMessage<?>) message).getAggregateIdentifier(), account, calibratedP);
    }

    private void label(VendorKey vendor, String account) {
        labels.compute(vendor, (key, change) -> LabelChange.after(change, NameForm.normalized(account)));
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
