package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings that replace the recorded ones; null keeps a recorded setting. */
record SettingsOverride(
        Boolean autopostEnabled, BigDecimal autopostThreshold, BigDecimal llmTenantCapUsd, Integer coldStartMinLabels)
        implements DryRunChange {
    /** "Auto-posting is off" is the last reason, so it matters only if no other reason applied. */
    private static final String BY_SWITCH = """
            (autopost_enabled <> :enabled
                and (not_auto_post_reason is null or not_auto_post_reason = 'autopost_disabled'))""";

    private static final String BY_THRESHOLD = """
            (calibrated_p between least(autopost_threshold, :threshold) and greatest(autopost_threshold, :threshold)
                or rule_contested is not null
                    and proposal_p
                        between least(autopost_threshold, :threshold) and greatest(autopost_threshold, :threshold))""";
    private static final String BY_CAP = """
            (proposal_source = 'llm' and llm_spend_usd + coalesce(proposal_cost_usd, 0)
                between least(llm_tenant_cap_usd, :cap) and greatest(llm_tenant_cap_usd, :cap))""";
    private static final String BY_LABELS = """
            (labels between least(cold_start_min_labels, :labels) and greatest(cold_start_min_labels, :labels))""";

    @Override
    public DecisionInputs applied(RecordedDecision decision) {
        DecisionInputs recorded = decision.inputs();
        Settings before = recorded.settings();
        Settings after = new Settings(
                autopostEnabled == null ? before.autopostEnabled() : autopostEnabled,
                autopostThreshold == null ? before.autopostThreshold() : autopostThreshold,
                llmTenantCapUsd == null ? before.llmTenantCapUsd() : llmTenantCapUsd,
                coldStartMinLabels == null ? before.coldStartMinLabels() : coldStartMinLabels);
        return new DecisionInputs(
                recorded.transaction(),
                recorded.proposal(),
                recorded.journal(),
                after,
                recorded.newestLabels(),
                recorded.llmSpendUsd(),
                recorded.amounts(),
                recorded.firmVersion(),
                recorded.tenantVersion(),
                recorded.match());
    }

    /** The decisions with a number between the recorded and the new value of a setting. */
    @Override
    public AffectedDecisions affected(DecisionFacts known) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        add(BY_SWITCH, "enabled", autopostEnabled, conditions, values);
        add(BY_THRESHOLD, "threshold", autopostThreshold, conditions, values);
        add(BY_CAP, "cap", llmTenantCapUsd, conditions, values);
        add(BY_LABELS, "labels", coldStartMinLabels, conditions, values);
        return conditions.isEmpty()
                ? AffectedDecisions.NONE
                : new AffectedDecisions("(" + String.join("\nor ", conditions) + ")", values);
    }

    private static void add(
            String condition, String name, Object value, List<String> conditions, Map<String, Object> values) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }
}
