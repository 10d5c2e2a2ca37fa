package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;

/**
 * A decision as it was made.
 *
 * @param reason that counted; null if it was auto-posted
 */
record Recorded(TenantId tenantId, TxnId txnId, String action, String reason, String account, DecisionInputs inputs) {}
