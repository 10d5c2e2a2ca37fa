package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import java.util.Map;
import java.util.Optional;

/** The rule books and settings in force now. Immutable and thread-safe. */
final class CurrentRulesAndSettings {
    private static final String DECIDED_DIFFERENTLY = """
            (tenant_id, autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels, firm_version,
                tenant_version)
            not in (
                select t.tenant_id, t.autopost_enabled, t.autopost_threshold, t.llm_tenant_cap_usd, t.cold_start_min_labels,
                       (select coalesce(max(v.version), 0) from read_model.rule_version v where v.scope = 'firm'),
                       (select coalesce(max(v.version), 0) from read_model.rule_version v where v.scope = t.tenant_id)
                from read_model.tenant t
            )""";
    /** The decisions that were made with other settings or rule book versions. */
    static final AffectedDecisions AFFECTED = new AffectedDecisions(DECIDED_DIFFERENTLY, Map.of());

    private final RuleMatcher firm;
    private final Map<String, RuleMatcher> books;
    private final Map<String, Settings> settings;

    /**
     * @param books    the newest version of each book by its scope; a scope without one has no rules
     * @param settings by tenant
     */
    CurrentRulesAndSettings(Map<String, RuleMatcher> books, Map<String, Settings> settings) {
        this.books = books;
        this.settings = settings;
        this.firm = book(TenantId.FIRM);
    }

    private RuleMatcher book(String scope) {
        RuleMatcher book = books.get(scope);
        return book == null ? RuleMatcher.empty(scope) : book;
    }

    /** The decision with the present settings and rules as inputs; all else as recorded. */
    RecordedDecision applied(RecordedDecision decision) {
        DecisionInputs recorded = decision.inputs();
        Settings now = settings.getOrDefault(decision.tenantId(), recorded.settings());
        RuleMatcher tenant = books.get(decision.tenantId());
        int tenantVersion = tenant == null ? 0 : tenant.version();
        boolean hasSameBooks = recorded.firmVersion() == firm.version() && recorded.tenantVersion() == tenantVersion;
        return decision.with(new DecisionInputs(
                recorded.transaction(),
                recorded.proposal(),
                recorded.journal(),
                now,
                recorded.newestLabels(),
                recorded.llmSpendUsd(),
                recorded.amounts(),
                firm.version(),
                tenantVersion,
                hasSameBooks ? recorded.match() : match(recorded.transaction(), tenant)));
    }

    private RuleMatch match(Transaction transaction, RuleMatcher tenant) {
        Optional<RuleMatch> ofTenant = tenant == null ? Optional.empty() : tenant.match(transaction);
        return ofTenant.or(() -> firm.match(transaction)).orElse(null);
    }
}
