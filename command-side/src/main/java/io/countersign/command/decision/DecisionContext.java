package io.countersign.command.decision;

import io.countersign.policy.RuleBooks;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import java.util.Map;

/** A tenant's settings and rule books, as a decision finds them. */
record DecisionContext(Settings settings, RuleBooks books) {
    static DecisionContext of(TenantId tenant, Settings settings, Map<String, RuleMatcher> matchers) {
        return new DecisionContext(
                settings, new RuleBooks(matcher(TenantId.FIRM, matchers), matcher(tenant.value(), matchers)));
    }

    private static RuleMatcher matcher(String scope, Map<String, RuleMatcher> matchers) {
        RuleMatcher matcher = matchers.get(scope);
        return matcher == null ? RuleMatcher.empty(scope) : matcher;
    }
}
