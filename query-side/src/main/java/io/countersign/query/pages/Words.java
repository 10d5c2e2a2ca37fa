package io.countersign.query.pages;

import java.util.Map;

/** What pages call the things that have short names on the wire. */
public final class Words {
    private static final Map<String, String> REASONS = Map.of(
            "cold_start", "Cold start",
            "below_threshold", "Below threshold",
            "imbalance", "Imbalance",
            "budget_fallback", "LLM budget spent",
            "anomaly", "Unusual amount",
            "rule_conflict", "Rule conflict",
            "autopost_disabled", "Auto-post off");
    private static final Map<String, String> SETTINGS = Map.of(
            "autopost_enabled", "Auto-post",
            "autopost_threshold", "Threshold",
            "llm_tenant_cap_usd", "LLM cap per month",
            "cold_start_min_labels", "Labels before posting");
    private static final Map<String, String> ROLES = Map.of(
            "owner", "Sees and changes everything, users included.",
            "staff", "Sees assigned tenants and settles their decisions.",
            "auditor", "Sees and exports everything, changes nothing.",
            "service", "A program: submits decisions for assigned tenants through the API.");

    /** Why a decision waits for a person. */
    public String reason(String wireName) {
        return REASONS.getOrDefault(wireName, wireName);
    }

    /** What a role may do, as a sentence. */
    public String role(String wireName) {
        return ROLES.getOrDefault(wireName, wireName);
    }

    /** A field of a tenant's settings. */
    public String setting(String wireName) {
        return SETTINGS.getOrDefault(wireName, wireName);
    }
}
