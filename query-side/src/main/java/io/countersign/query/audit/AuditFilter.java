package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which entries someone asks for; null and empty mean any.
 *
 * @param from    the earliest time, inclusive
 * @param to      the latest time, inclusive
 * @param vendor  a part of the normalised name, in any case
 * @param actions any of these
 * @param reason  the one that counted
 * @param visible the tenants whose entries the caller may see; null for all entries, those without a tenant too
 */
record AuditFilter(
        Instant from,
        Instant to,
        TenantId tenantId,
        String vendor,
        List<EntryAction> actions,
        Reason reason,
        String userId,
        TxnId txnId,
        Set<TenantId> visible) {
    static final AuditFilter EVERYTHING = new AuditFilter(null, null, null, null, List.of(), null, null, null, null);

    /** What the request asks for, narrowed to what the caller may see. */
    static AuditFilter from(Parameters parameters, Caller caller) {
        return new AuditFilter(
                parameters.time("date_from", false),
                parameters.time("date_to", true),
                parameters.value("tenant_id", TenantId::new),
                parameters.text("vendor"),
                parameters.constants("action", EntryAction.class),
                parameters.constant("reason", Reason.class),
                parameters.text("user_id"),
                parameters.value("txn_id", TxnId::new),
                caller.limits(Permission.READ_AUDIT).orElse(null));
    }

    /** The tenants that entries must be of; null for any and none. */
    Set<TenantId> tenants() {
        if (tenantId == null) {
            return visible;
        }
        return visible == null || visible.contains(tenantId) ? Set.of(tenantId) : Set.of();
    }

    /** The same for somebody whose assignments may have changed. */
    AuditFilter seenBy(Caller caller) {
        Set<TenantId> limits = caller.limits(Permission.READ_AUDIT).orElse(null);
        return new AuditFilter(from, to, tenantId, vendor, actions, reason, userId, txnId, limits);
    }

    /** Whether an entry is one of those; the same as what {@link EntryQuery} asks the database. */
    boolean admits(EntryRow entry) {
        return (tenants() == null || entry.tenantId() != null && tenants().contains(new TenantId(entry.tenantId())))
                && (from == null || !entry.timestamp().isBefore(from))
                && (to == null || !entry.timestamp().isAfter(to))
                && (vendor == null || entry.vendorNormalized() != null && VendorNormalizer.comparable(entry.vendorNormalized()).contains(vendor.toLowerCase(Locale.ROOT)))
                && (actions.isEmpty() || actions.stream().anyMatch(action -> action.wireName().equals(entry.action())))
                && (reason == null || reason.wireName().equals(entry.notAutoPostReason()))
                && (userId == null || userId.equals(entry.userId()))
                && (txnId == null || txnId.value().equals(entry.txnId()));
    }
}
