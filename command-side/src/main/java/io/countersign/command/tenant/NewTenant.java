package io.countersign.command.tenant;

import io.countersign.command.tenant.TenantCommand.CreateTenant;
import io.countersign.events.tenant.TenantCreated;
import java.time.Instant;

/** What came of {@link CreateTenant}. */
public record NewTenant(TenantCreated created, Instant at) {}
