package io.countersign.events.user;

import io.countersign.policy.TenantId;
import org.axonframework.serialization.Revision;

/** A user may work on a tenant from here on. */
@Revision("1")
public record StaffAssigned(String userId, TenantId tenantId) implements UserEvent {}
