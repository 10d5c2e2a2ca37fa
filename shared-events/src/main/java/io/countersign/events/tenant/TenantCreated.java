package io.countersign.events.tenant;

import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import org.axonframework.serialization.Revision;

/** A client company was taken on, with its tier's settings. */
@Revision("1")
public record TenantCreated(TenantId tenantId, String name, Tier tier, Settings settings) implements TenantEvent {}
