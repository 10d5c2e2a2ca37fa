package io.countersign.command.tenant;

import io.countersign.platform.security.Caller;
import io.countersign.policy.SettingsDifference;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.Map;

/**
 * What changed.
 *
 * @param audit null if nothing changed, since nothing is on record then
 */
record SettingsAnswer(boolean success, TenantId tenantId, Map<String, SettingsDifference.Change> updates, Audit audit) {
    static SettingsAnswer of(TenantId tenant, SettingsUpdate outcome, Caller caller) {
        Map<String, SettingsDifference.Change> updates = SettingsDifference.between(outcome.before(), outcome.after());
        Audit audit = updates.isEmpty() ? null : new Audit(outcome.at(), caller.userId(), "settings_update");
        return new SettingsAnswer(true, tenant, updates, audit);
    }

    record Audit(Instant timestamp, String userId, String action) {}
}
