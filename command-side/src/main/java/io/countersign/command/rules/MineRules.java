package io.countersign.command.rules;

import io.countersign.command.rules.mining.MiningOptions;
import io.countersign.policy.TenantId;

/**
 * Looks for rules in the labels of a tenant, or of all for null, and proposes them in that scope.
 *
 * @see MinedRules
 */
record MineRules(TenantId tenantId, MiningOptions options) {
    String scope() {
        return tenantId == null ? TenantId.FIRM : tenantId.value();
    }
}
