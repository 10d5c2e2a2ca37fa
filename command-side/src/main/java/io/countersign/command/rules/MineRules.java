package io.countersign.command.rules;

import io.countersign.command.rules.mining.MiningOptions;
import io.countersign.policy.TenantId;

/**
 * Mines rules from the labels of one tenant, or of all tenants for null, and proposes them in that scope.
 *
 * @see MinedRules
 */
record MineRules(TenantId tenantId, MiningOptions options) {
    String scope() {
        return tenantId == null ? TenantId.FIRM : tenantId.value();
    }
}
