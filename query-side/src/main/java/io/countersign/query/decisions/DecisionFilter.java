package io.countersign.query.decisions;

import io.countersign.platform.web.Parameters;
import io.countersign.policy.Action;
import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import io.countersign.policy.VendorNormalizer;
import io.countersign.query.sql.SqlValues;
import java.time.Instant;
import java.util.Locale;

/**
 * The filters of the decision list; null means no filter.
 *
 * @param reason a reason that applied
 * @param vendor part of the vendor name, normalised
 */
record DecisionFilter(
        TenantId tenant, Action action, Reason reason, String vendor, Settlement outcome, Instant from, Instant to) {
    static DecisionFilter read(Parameters parameters) {
        return new DecisionFilter(
                parameters.value("tenant_id", TenantId::new),
                parameters.constant("action", Action.class),
                parameters.constant("reason", Reason.class),
                parameters.value("vendor", VendorNormalizer::normalize),
                parameters.constant("outcome", Settlement.class),
                parameters.time("from", false),
                parameters.time("to", true));
    }

    String actionName() {
        return action == null ? null : action.wireName();
    }

    String reasonName() {
        return reason == null ? null : reason.wireName();
    }

    String outcomeName() {
        return outcome == null ? null : outcome.name().toLowerCase(Locale.ROOT);
    }

    /** The {@code LIKE} pattern for the vendor. */
    String vendorPattern() {
        return SqlValues.containing(vendor);
    }

    /** The result of a review. */
    enum Settlement {
        OPEN,
        APPROVED,
        CORRECTED,
        REJECTED
    }
}
