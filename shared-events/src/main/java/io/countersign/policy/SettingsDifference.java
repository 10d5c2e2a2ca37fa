package io.countersign.policy;

import java.util.LinkedHashMap;
import java.util.Map;

/** What differs between two states of a tenant's settings, by the fields' names on the wire. */
public final class SettingsDifference {
    private SettingsDifference() {}

    public static Map<String, Change> between(Settings before, Settings after) {
        Map<String, Change> changes = new LinkedHashMap<>();
        put(changes, "autopost_enabled", before.autopostEnabled(), after.autopostEnabled());
        put(changes, "autopost_threshold", before.autopostThreshold(), after.autopostThreshold());
        put(changes, "llm_tenant_cap_usd", before.llmTenantCapUsd(), after.llmTenantCapUsd());
        put(changes, "cold_start_min_labels", before.coldStartMinLabels(), after.coldStartMinLabels());
        return changes;
    }

    private static void put(Map<String, Change> changes, String field, Object from, Object to) {
        if (!from.equals(to)) {
            changes.put(field, new Change(from, to));
        }
    }

    /** A field's value before and after: a boolean or a number. */
    public record Change(Object from, Object to) {}
}
