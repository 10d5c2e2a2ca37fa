package io.countersign.command.tenant;

import io.countersign.platform.security.Caller;
import io.countersign.policy.Settings;
import io.countersign.policy.SettingsDifference;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.Map;

/** What changed. */
record SettingsAnswer(boolean success, TenantId tenantId, Map<String, SettingsDifference.Change> updates, Audit audit) {
    static SettingsAnswer of(TenantId tenant, SettingsOutcome outcome, Caller caller) {
        return new SettingsAnswer(
                true,
                tenant,
                SettingsDifference.between(outcome.before(), outcome.after()),
                new Audit(outcome.at(), caller.userId(), "settings_update"));
    }

    record Audit(Instant timestamp, String userId, String action) {}
}
