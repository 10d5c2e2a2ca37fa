package io.countersign.events.tenant;

import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Some of a tenant's settings changed.
 *
 * @param before all settings as they stood
 * @param after  all settings as they stand from here on; differs from before
 * @param reason what the caller gave as the reason; null if nothing
 */
@Revision("1")
public record TenantSettingsChanged(
        TenantId tenantId,
        Settings before,
        Settings after,
        @Nullable String reason) implements TenantEvent {}
