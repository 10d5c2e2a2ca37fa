package io.countersign.command.decision.memory;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionEvent;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.LabelRun;
import io.countersign.policy.NameForm;
import io.countersign.policy.Proposal;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

/** The changes that a list of events makes to decision memory, one for each row. */
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

    /** A vendor in a tenant, by its normalised name. */
    record VendorKey(TenantId tenant, String vendor) {
        VendorKey {
            vendor = VendorNormalizer.comparable(vendor);
        }

        static VendorKey of(TenantId tenant, Transaction transaction) {
            return new VendorKey(tenant, transaction.vendorNormalized());
        }
    }

    /** A vendor and currency in a tenant. */
    record AmountKey(TenantId tenant, String vendor, String currency) {
        AmountKey {
            vendor = VendorNormalizer.comparable(vendor);
        }

        static AmountKey of(TenantId tenant, Transaction transaction) {
            return new AmountKey(tenant, transaction.vendorNormalized(), transaction.currency());
        }
    }

    /** A calendar month of a tenant, UTC, by its first day. */
    record SpendKey(TenantId tenant, LocalDate month) {
        static SpendKey of(TenantId tenant, Instant time) {
            return new SpendKey(
                    tenant, time.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1));
        }
    }

    /** A transaction in a tenant, which has one label at most. */
    record LabelKey(TenantId tenant, TxnId txn) {}

    /**
     * What new labels do to a vendor's run.
     *
     * @param run    of the new labels alone
     * @param broken whether they named more than one account, so that earlier labels no longer count
     */
    record LabelChange(LabelRun run, boolean broken) {
        static LabelChange after(LabelChange change, String account) {
            if (change == null) {
                return new LabelChange(new LabelRun(account, 1), false);
            }
            boolean continues = change.run.account().equals(account);
            return new LabelChange(LabelRun.after(change.run, account), change.broken || !continues);
        }
    }

    /**
     * A label on a decided transaction, of which its event tells only a part.
     *
     * @param decision    the aggregate that began with the transaction
     * @param calibratedP of the decision; null if it had none
     */
    record Settlement(String decision, String account, BigDecimal calibratedP) {}

    /** Exact sums over amounts, from which mean and deviation follow. */
    record AmountSums(long count, BigDecimal sum, BigDecimal sumOfSquares) {
        static final AmountSums NONE = new AmountSums(0, BigDecimal.ZERO, BigDecimal.ZERO);

        AmountSums plus(BigDecimal amount) {
            return new AmountSums(count + 1, sum.add(amount), sumOfSquares.add(amount.multiply(amount)));
        }

        AmountStatistics statistics() {
            return AmountStatistics.of(count, sum, sumOfSquares);
        }
    }
}
