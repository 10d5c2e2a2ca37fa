package io.countersign.query.audit;

import java.util.Locale;

/** What an entry says was done; the names on the wire are these in lower case. */
enum EntryAction {
    IMPORTED,
    AUTO_POSTED,
    REVIEWED,
    APPROVED,
    CORRECTED,
    REJECTED,
    TENANT_CREATED,
    SETTINGS_UPDATE,
    USER_CREATED,
    USER_SIGNED_IN,
    PASSWORD_CHANGED,
    STAFF_ASSIGNED,
    STAFF_UNASSIGNED,
    USER_DEACTIVATED,
    CANDIDATE_PROPOSED,
    RULE_PROMOTED,
    RULE_REJECTED,
    RULE_ROLLBACK,
    RULES_IMPORTED,
    AUDIT_EXPORTED,
    AUDIT_EXPORT_FINISHED,
    AUDIT_EXPORT_ABORTED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
