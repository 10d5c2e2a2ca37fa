package io.countersign.events.user;

import io.countersign.policy.TenantId;
import org.axonframework.serialization.Revision;

/** A user may no longer work on a tenant. */
@Revision("1")
public record StaffUnassigned(String userId, TenantId tenantId) implements UserEvent {}
