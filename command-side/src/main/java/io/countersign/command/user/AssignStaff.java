package io.countersign.command.user;

import io.countersign.command.dispatch.TenantScoped;
import io.countersign.policy.TenantId;

/** Lets a user work on a tenant. */
record AssignStaff(String userId, TenantId tenantId) implements UserCommand, TenantScoped {}
