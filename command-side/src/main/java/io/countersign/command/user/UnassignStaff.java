package io.countersign.command.user;

import io.countersign.command.dispatch.TenantScoped;
import io.countersign.policy.TenantId;

/** Takes a tenant off a user again. */
record UnassignStaff(String userId, TenantId tenantId) implements UserCommand, TenantScoped {}
