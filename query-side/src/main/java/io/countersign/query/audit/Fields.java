package io.countersign.query.audit;

import io.countersign.events.audit.AuditExported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.events.user.UserCreated;
import io.countersign.policy.SettingsDifference;
import io.countersign.policy.SettingsDifference.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** What an entry tells of a thing before and after, by names on the wire. No personal data: entries can't be erased. */
final class Fields {
    private Fields() {}

    /** Names and values by turns; values may be null. */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    static Map<String, Object> of(TenantCreated created) {
        return of(
                "name", created.name(),
                "tier", created.tier().wireName(),
                "autopost_enabled", created.settings().autopostEnabled(),
                "autopost_threshold", created.settings().autopostThreshold(),
                "llm_tenant_cap_usd", created.settings().llmTenantCapUsd(),
                "cold_start_min_labels", created.settings().coldStartMinLabels());
    }

    static Map<String, Object> of(UserCreated created) {
        return of(
                "user_id", created.userId(), "role", created.role().wireName(), "tenants", new TreeSet<>(created.tenants()));
    }

    static Map<String, Object> of(AuditExported exported) {
        return of(
                "export_id", exported.exportId(),
                "format", exported.format(),
                "filters", exported.filters(),
                "tenants", exported.tenants());
    }

    /** The changed settings only, from one side of the change. */
    static Map<String, Object> changed(TenantSettingsChanged changed, Function<Change, Object> side) {
        Map<String, Object> fields = new LinkedHashMap<>();
        SettingsDifference.between(changed.before(), changed.after())
                .forEach((name, change) -> fields.put(name, side.apply(change)));
        return fields;
    }
}
