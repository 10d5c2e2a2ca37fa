package io.countersign.command.tenant;

import io.countersign.events.tenant.TenantCreated;
import java.time.Instant;

/** The result of creating a tenant. */
public record NewTenant(TenantCreated created, Instant at) {}
