package io.countersign.query.pages;

import java.util.Locale;
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
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("imported", "Imported"),
            Map.entry("auto_posted", "Auto-posted"),
            Map.entry("reviewed", "Held for a person"),
            Map.entry("approved", "Approved"),
            Map.entry("corrected", "Corrected"),
            Map.entry("rejected", "Rejected"),
            Map.entry("tenant_created", "Tenant made"),
            Map.entry("settings_update", "Settings changed"),
            Map.entry("user_created", "User made"),
            Map.entry("user_signed_in", "User signed in"),
            Map.entry("user_signed_out", "User signed out"),
            Map.entry("sign_in_failed", "Wrong password"),
            Map.entry("sign_in_blocked", "Sign-in blocked"),
            Map.entry("user_deactivated", "User deactivated"),
            Map.entry("password_changed", "Password changed"),
            Map.entry("staff_assigned", "Staff assigned"),
            Map.entry("staff_unassigned", "Staff unassigned"),
            Map.entry("candidate_proposed", "Rule proposed"),
            Map.entry("rule_promoted", "Rule accepted"),
            Map.entry("rule_rejected", "Rule rejected"),
            Map.entry("rule_rollback", "Rules rolled back"),
            Map.entry("rules_imported", "Rules imported"),
            Map.entry("audit_exported", "Export started"),
            Map.entry("audit_export_finished", "Export finished"),
            Map.entry("audit_export_aborted", "Export broken off"));
    private static final Map<String, String> SOURCES =
            Map.of("rules", "rules", "ml", "a statistical model", "llm", "a language model");
    private static final Map<String, String> RULE_TYPES = Map.of(
            "vendor_glob", "vendor, with * for anything",
            "vendor_exact", "vendor, exactly",
            "vendor_regex", "vendor, by expression",
            "memo_contains", "within the memo",
            "mcc", "merchant category");
    private static final Map<String, String> BOOK_CHANGES =
            Map.of("promoted", "Candidate accepted", "rolled_back", "Rolled back to", "imported", "Imported");
    private static final Map<String, String> ACTORS =
            Map.of("person", "a person", "service", "an API client", "system", "Countersign");
    private static final Map<String, String> AUTHS = Map.of(
            "password", "signed in with a password",
            "api_key", "with an API key",
            "external_token", "with another issuer’s token",
            "none", "without signing in");
    private static final Map<String, String> ROLES = Map.of(
            "owner", "Sees and changes everything, users included.",
            "staff", "Sees assigned tenants and settles their decisions.",
            "auditor", "Sees and exports everything, changes nothing.",
            "service", "A program: submits decisions for assigned tenants through the API.");

    /** Why a decision waits for a person. */
    public String reason(String wireName) {
        return REASONS.getOrDefault(wireName, wireName);
    }

    /** What an entry of the audit log says was done. */
    public String action(String wireName) {
        return ACTIONS.getOrDefault(wireName, wireName);
    }

    /** What becomes of a transaction; account is null for none. */
    public String outcome(String action, String account) {
        String to = action.equals("auto_posted") ? "Posted to %s" : "To review: %s";
        return to.formatted(account == null ? "no account" : account);
    }

    /** What kind of user causes events. */
    public String actor(String wireName) {
        return ACTORS.getOrDefault(wireName, wireName);
    }

    /** By what a user showed who they are. */
    public String auth(String wireName) {
        return AUTHS.getOrDefault(wireName, wireName);
    }

    /** What made a proposal. */
    public String source(String wireName) {
        return SOURCES.getOrDefault(wireName, wireName);
    }

    /** What a rule's pattern is held against. */
    public String ruleType(String wireName) {
        return RULE_TYPES.getOrDefault(wireName, wireName);
    }

    /** What made a version of a rule book. */
    public String bookChange(String wireName) {
        return BOOK_CHANGES.getOrDefault(wireName, wireName);
    }

    /** What a role may do, as a sentence. */
    public String role(String wireName) {
        return ROLES.getOrDefault(wireName, wireName);
    }

    /** A field of anything, by the name that settings have or else by its own, with spaces. */
    public String field(String wireName) {
        String spaced = wireName.replace('_', ' ').replace(".", " · ");
        return SETTINGS.getOrDefault(wireName, spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1));
    }

    /** A field of a tenant's settings. */
    public String setting(String wireName) {
        return SETTINGS.getOrDefault(wireName, wireName);
    }
}
