package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The filters of the audit log; null and empty mean no filter.
 *
 * @param from    the earliest time, inclusive
 * @param to      the latest time, inclusive
 * @param vendor  part of the vendor name, normalised
 * @param actions any of these
 * @param reason  a reason that applied, possibly among others
 * @param visible the tenants whose entries the caller may see; null for all entries, including those without a tenant
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

    /**
     * Reads the filters of a request and limits them to what the caller may see.
     *
     * @param zone   the time zone of dates without a time
     * @param userId finds the id of the user that a text names
     */
    static AuditFilter from(Parameters parameters, Caller caller, ZoneId zone, UnaryOperator<String> userId) {
        return new AuditFilter(
                parameters.time("date_from", false, zone),
                parameters.time("date_to", true, zone),
                parameters.value("tenant_id", TenantId::new),
                parameters.value("vendor", VendorNormalizer::normalize),
                parameters.constants("action", EntryAction.class),
                parameters.constant("reason", Reason.class),
                parameters.value("user_id", userId),
                parameters.value("txn_id", TxnId::new),
                caller.limits(Permission.READ_AUDIT).orElse(null));
    }

    /** The tenants of the entries; null for all entries, including those without a tenant. */
    Set<TenantId> tenants() {
        if (tenantId == null) {
            return visible;
        }
        return visible == null || visible.contains(tenantId) ? Set.of(tenantId) : Set.of();
    }

    /** The same filters with the present limits of the caller. */
    AuditFilter seenBy(Caller caller) {
        Set<TenantId> limits = caller.limits(Permission.READ_AUDIT).orElse(null);
        return new AuditFilter(from, to, tenantId, vendor, actions, reason, userId, txnId, limits);
    }

    /** Every entry that the caller may see. */
    AuditFilter withoutConditions() {
        return new AuditFilter(null, null, null, null, List.of(), null, null, null, visible);
    }

    AuditFilter withVendor(String part) {
        return new AuditFilter(from, to, tenantId, part, actions, reason, userId, txnId, visible);
    }

    AuditFilter withUser(String id) {
        return new AuditFilter(from, to, tenantId, vendor, actions, reason, id, txnId, visible);
    }

    AuditFilter withTransaction(TxnId id) {
        return new AuditFilter(from, to, tenantId, vendor, actions, reason, userId, id, visible);
    }

    /** Whether an entry matches; must agree with the SQL of {@link EntryQuery}. */
    boolean admits(EntryRow entry) {
        return (tenants() == null || entry.tenantId() != null && tenants().contains(new TenantId(entry.tenantId())))
                && (from == null || !entry.timestamp().isBefore(from))
                && (to == null || !entry.timestamp().isAfter(to))
                && (vendor == null
                        || entry.vendorNormalized() != null
                                && VendorNormalizer.comparable(entry.vendorNormalized())
                                        .contains(vendor))
                && (actions.isEmpty()
                        || actions.stream().anyMatch(action -> action.wireName().equals(entry.action())))
                && (reason == null || entry.reasons() != null && entry.reasons().contains(reason.wireName()))
                && (userId == null || userId.equals(entry.userId()))
                && (txnId == null || txnId.value().equals(entry.txnId()));
    }
}
