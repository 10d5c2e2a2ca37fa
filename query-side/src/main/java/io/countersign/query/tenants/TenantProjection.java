package io.countersign.query.tenants;

import io.countersign.events.EventJson;
import io.countersign.events.EventMetaData;
import io.countersign.events.audit.AuditExportAborted;
import io.countersign.events.audit.AuditExportFinished;
import io.countersign.events.audit.AuditExported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.policy.Settings;
import io.countersign.policy.SettingsDifference;
import io.countersign.policy.TenantId;
import io.countersign.query.projection.Projection;
import java.util.List;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tenants with their present and past settings. */
@Component
@ProcessingGroup("tenants")
class TenantProjection extends Projection {
    private static final JsonMapper JSON = EventJson.mapper();

    TenantProjection() {
        super("tenants", List.of("tenant", "tenant_version", "tenant_export"));
    }

    @EventHandler
    void on(
            TenantCreated created,
            DomainEventMessage<?> event,
            TrackingToken token,
            @MetaDataValue(EventMetaData.USER_ID) String user) {
        Settings settings = created.settings();
        batch().update(
                        """
                        insert into tenant
                            (tenant_id, name, tier, autopost_enabled, autopost_threshold, llm_tenant_cap_usd,
                             cold_start_min_labels, version, created_at, updated_at, updated_by, position)
                        values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)
                        on conflict (tenant_id) do nothing
                        """,
                        created.tenantId().value(),
                        created.name(),
                        created.tier().wireName(),
                        settings.autopostEnabled(),
                        settings.autopostThreshold(),
                        settings.llmTenantCapUsd(),
                        settings.coldStartMinLabels(),
                        time(event.getTimestamp()),
                        time(event.getTimestamp()),
                        user,
                        position(token));
        version(created.tenantId(), settings, "tenant_created", null, Map.of(), event, token, user);
    }

    @EventHandler
    void on(
            TenantSettingsChanged changed,
            DomainEventMessage<?> event,
            TrackingToken token,
            @MetaDataValue(EventMetaData.USER_ID) String user) {
        Settings settings = changed.after();
        batch().update(
                        """
                        update tenant
                        set autopost_enabled = ?, autopost_threshold = ?, llm_tenant_cap_usd = ?,
                            cold_start_min_labels = ?, version = ?, updated_at = ?, updated_by = ?
                        where tenant_id = ?
                        """,
                        settings.autopostEnabled(),
                        settings.autopostThreshold(),
                        settings.llmTenantCapUsd(),
                        settings.coldStartMinLabels(),
                        event.getSequenceNumber() + 1,
                        time(event.getTimestamp()),
                        user,
                        changed.tenantId().value());
        Map<String, SettingsDifference.Change> changes = SettingsDifference.between(changed.before(), settings);
        version(changed.tenantId(), settings, "settings_update", changed.reason(), changes, event, token, user);
    }

    private void version(
            TenantId tenant,
            Settings settings,
            String action,
            String reason,
            Map<String, SettingsDifference.Change> changes,
            DomainEventMessage<?> event,
            TrackingToken token,
            String user) {
        batch().update(
                        """
                        insert into tenant_version
                            (tenant_id, position, reached_at, timestamp, event_id, user_id, action, reason, changes,
                             autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels, version)
                        select ?, reached.position, reached.reached_at, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?
                        %s
                        on conflict (tenant_id, position) do nothing
                        """.formatted(reached("tenant_version")),
                        tenant.value(),
                        time(event.getTimestamp()),
                        event.getIdentifier(),
                        user,
                        action,
                        reason,
                        JSON.writeValueAsString(changes),
                        settings.autopostEnabled(),
                        settings.autopostThreshold(),
                        settings.llmTenantCapUsd(),
                        settings.coldStartMinLabels(),
                        event.getSequenceNumber() + 1,
                        position(token),
                        time(event.getTimestamp()));
    }

    @EventHandler
    void on(AuditExported exported) {
        batch().update(
                        "insert into tenant_export (export_id, tenants) values (?, ?::text[]) on conflict (export_id) do nothing",
                        exported.exportId(),
                        exportedTenants(exported));
    }

    private static String[] exportedTenants(AuditExported exported) {
        List<String> asked = exported.filters().get("tenant_id");
        if (asked != null && !asked.isEmpty()) {
            return asked.toArray(String[]::new);
        }
        return exported.tenants() == null ? null : exported.tenants().toArray(String[]::new);
    }

    @EventHandler
    void on(AuditExportFinished finished, DomainEventMessage<?> event) {
        batch().update("""
                        update tenant
                        set last_export_at = ?
                        from tenant_export e
                        where e.export_id = ? and (e.tenants is null or tenant.tenant_id = any (e.tenants))
                        """, time(event.getTimestamp()), finished.exportId());
        forget(finished.exportId());
    }

    @EventHandler
    void on(AuditExportAborted aborted) {
        forget(aborted.exportId());
    }

    private void forget(String exportId) {
        batch().update("delete from tenant_export where export_id = ?", exportId);
    }
}
