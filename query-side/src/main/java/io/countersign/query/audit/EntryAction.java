package io.countersign.query.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The action of an entry. Its name in the API is the constant in lower case. */
enum EntryAction {
    @JsonProperty("imported")
    IMPORTED,
    @JsonProperty("auto_posted")
    AUTO_POSTED,
    @JsonProperty("reviewed")
    REVIEWED,
    @JsonProperty("approved")
    APPROVED,
    @JsonProperty("corrected")
    CORRECTED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("tenant_created")
    TENANT_CREATED,
    @JsonProperty("settings_update")
    SETTINGS_UPDATE,
    @JsonProperty("user_created")
    USER_CREATED,
    @JsonProperty("user_signed_in")
    USER_SIGNED_IN,
    @JsonProperty("user_signed_out")
    USER_SIGNED_OUT,
    @JsonProperty("sign_in_failed")
    SIGN_IN_FAILED,
    @JsonProperty("sign_in_blocked")
    SIGN_IN_BLOCKED,
    @JsonProperty("password_changed")
    PASSWORD_CHANGED,
    @JsonProperty("staff_assigned")
    STAFF_ASSIGNED,
    @JsonProperty("staff_unassigned")
    STAFF_UNASSIGNED,
    @JsonProperty("user_deactivated")
    USER_DEACTIVATED,
    @JsonProperty("candidate_proposed")
    CANDIDATE_PROPOSED,
    @JsonProperty("rule_promoted")
    RULE_PROMOTED,
    @JsonProperty("rule_rejected")
    RULE_REJECTED,
    @JsonProperty("rule_rollback")
    RULE_ROLLBACK,
    @JsonProperty("rules_imported")
    RULES_IMPORTED,
    @JsonProperty("audit_exported")
    AUDIT_EXPORTED,
    @JsonProperty("audit_export_finished")
    AUDIT_EXPORT_FINISHED,
    @JsonProperty("audit_export_aborted")
    AUDIT_EXPORT_ABORTED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The actions on transactions. */
    static Set<EntryAction> ofTransactions() {
        return EnumSet.range(IMPORTED, REJECTED);
    }

    /** All other actions. */
    static Set<EntryAction> ofAdministration() {
        return EnumSet.complementOf(EnumSet.range(IMPORTED, REJECTED));
    }
}
