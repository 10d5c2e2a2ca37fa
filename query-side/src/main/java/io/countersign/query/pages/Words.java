package io.countersign.query.pages;

import java.util.Locale;
import java.util.Map;

/** Texts that pages show for the codes of the API and the events. An unknown code is shown as it is. */
public final class Words {
    private static final Map<String, String> REASONS = Map.of(
            "cold_start", "Cold start",
            "below_threshold", "Below minimum confidence",
            "imbalance", "Out of balance",
            "budget_fallback", "AI budget used up",
            "anomaly", "Unusual amount",
            "rule_conflict", "Rule conflict",
            "autopost_disabled", "Automatic posting off");
    private static final Map<String, String> REASON_EXPLANATIONS = Map.of(
            "cold_start", "People have not used the same account for this supplier often enough in a row.",
            "below_threshold", "The confidence is below the tenant’s minimum.",
            "imbalance", "The debits and credits of the journal lines differ by more than 0.01.",
            "budget_fallback", "The account is an AI suggestion, and this month’s AI budget is used up.",
            "anomaly", "The amount is far from the supplier’s earlier amounts.",
            "rule_conflict", "Rules, or a rule and a confident suggestion, name different accounts.",
            "autopost_disabled", "Automatic posting is off for the tenant.");
    private static final Map<String, String> SETTINGS = Map.of(
            "autopost_enabled", "Post automatically",
            "autopost_threshold", "Minimum confidence",
            "llm_tenant_cap_usd", "AI budget per month",
            "cold_start_min_labels", "Matching bookings needed");
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("imported", "Imported"),
            Map.entry("auto_posted", "Posted automatically"),
            Map.entry("reviewed", "Sent to review"),
            Map.entry("approved", "Approved"),
            Map.entry("corrected", "Corrected"),
            Map.entry("rejected", "Rejected"),
            Map.entry("tenant_created", "Tenant created"),
            Map.entry("settings_update", "Settings changed"),
            Map.entry("user_created", "User created"),
            Map.entry("user_signed_in", "User signed in"),
            Map.entry("user_signed_out", "User signed out"),
            Map.entry("sign_in_failed", "Wrong password"),
            Map.entry("sign_in_blocked", "Sign-in blocked"),
            Map.entry("user_deactivated", "User deactivated"),
            Map.entry("password_changed", "Password changed"),
            Map.entry("staff_assigned", "Tenant assigned"),
            Map.entry("staff_unassigned", "Tenant removed from user"),
            Map.entry("candidate_proposed", "Rule proposed"),
            Map.entry("rule_promoted", "Rule accepted"),
            Map.entry("rule_rejected", "Rule rejected"),
            Map.entry("rule_rollback", "Earlier rules restored"),
            Map.entry("rules_imported", "Rules imported"),
            Map.entry("audit_exported", "Export started"),
            Map.entry("audit_export_finished", "Export finished"),
            Map.entry("audit_export_aborted", "Export interrupted"));
    private static final Map<String, String> SOURCES =
            Map.of("rules", "your own rules", "ml", "a statistical model", "llm", "AI");
    private static final Map<String, String> RULE_TYPES = Map.of(
            "vendor_glob", "Supplier name (wildcard)",
            "vendor_exact", "Exact supplier name",
            "vendor_regex", "Supplier name (regular expression)",
            "memo_contains", "Memo contains",
            "mcc", "Merchant category");
    private static final Map<String, String> BOOK_CHANGES =
            Map.of("promoted", "Rule accepted", "rolled_back", "Restored from", "imported", "Imported");
    private static final Map<String, String> ACTORS =
            Map.of("person", "a person", "service", "an API client", "system", "Countersign");
    private static final Map<String, String> AUTHS = Map.of(
            "password", "signed in with a password",
            "api_key", "with an API key",
            "external_token", "with another issuer’s token",
            "none", "without signing in");
    private static final Map<String, String> ROLES = Map.of(
            "owner", "Sees and changes everything, including users.",
            "staff", "Sees assigned tenants and reviews their transactions.",
            "auditor", "Sees and exports everything. Changes nothing.",
            "service", "A program that submits transactions for assigned tenants through the API.");

    /** A reason for review. */
    public String reason(String wireName) {
        return REASONS.getOrDefault(wireName, wireName);
    }

    /** A reason for review, explained in a sentence. */
    public String reasonExplanation(String wireName) {
        return REASON_EXPLANATIONS.getOrDefault(wireName, wireName);
    }

    /** The action of an audit entry. */
    public String action(String wireName) {
        return ACTIONS.getOrDefault(wireName, wireName);
    }

    /** The outcome for a transaction; account is null for none. */
    public String outcome(String action, String account) {
        String to = action.equals("auto_posted") ? "Posted to %s" : "To review: %s";
        return to.formatted(account == null ? "no account" : account);
    }

    /** The kind of user that caused an event. */
    public String actor(String wireName) {
        return ACTORS.getOrDefault(wireName, wireName);
    }

    /** How a user was authenticated. */
    public String auth(String wireName) {
        return AUTHS.getOrDefault(wireName, wireName);
    }

    /** The source of a suggested account. */
    public String source(String wireName) {
        return SOURCES.getOrDefault(wireName, wireName);
    }

    /** The type of a rule. */
    public String ruleType(String wireName) {
        return RULE_TYPES.getOrDefault(wireName, wireName);
    }

    /** The change that created a version of a rule book. */
    public String bookChange(String wireName) {
        return BOOK_CHANGES.getOrDefault(wireName, wireName);
    }

    /** The permissions of a role, as a sentence. */
    public String role(String wireName) {
        return ROLES.getOrDefault(wireName, wireName);
    }

    /** Any field: a setting by its label on the settings form, another field by its name with spaces. */
    public String field(String wireName) {
        String spaced = wireName.replace('_', ' ').replace(".", " · ");
        return SETTINGS.getOrDefault(wireName, spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1));
    }

    /** A field of a tenant's settings. */
    public String setting(String wireName) {
        return SETTINGS.getOrDefault(wireName, wireName);
    }
}
